package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says which failure an exception stands for, wherever in its causes the reason lies. */
public final class Failures {

    // What PostgreSQL says to it in a text, and in a jsonb.
    private static final Set<String> CHARACTER_REFUSED = Set.of("22021", "22P05");

    private Failures() {}

    public static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PlatformException expected) {
                return expected.failure();
            }
            if (cause instanceof SQLException refused
                    && CHARACTER_REFUSED.contains(String.valueOf(refused.getSQLState()))) {
                return new Failure(
                        FailureCode.INVALID_REQUEST,
                        "A text holds the character NUL, which cannot be kept.");
            }
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof QueryTimeoutException
                    || cause instanceof java.sql.SQLTransientException) {
                return new Failure(
                        FailureCode.DATABASE_UNAVAILABLE,
                        "PostgreSQL does not answer. Nothing was changed; try again when it is back.");
            }
            if (cause instanceof TransactionSystemException) { // commit or rollback got no answer
                return new Failure(
                        FailureCode.DATABASE_UNAVAILABLE,
                        "PostgreSQL went away during the request, which may have been done or not. Ask again, with the same Idempotency-Key if there was one.");
            }
            if (cause instanceof SdkException) {
                return new Failure(
                        FailureCode.STORE_UNAVAILABLE,
                        "S3 does not answer as it should (%s). Try again when it is back."
                                .formatted(firstLine(cause)));
            }
        }
        return new Failure(
                FailureCode.INTERNAL_ERROR,
                "An unexpected %s ended the request. The service's log has the details."
                        .formatted(thrown.getClass().getSimpleName()));
    }

    private static String firstLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
