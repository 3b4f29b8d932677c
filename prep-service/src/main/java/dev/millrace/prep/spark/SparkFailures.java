package dev.millrace.prep.spark;

import static dev.millrace.contracts.failure.FailureCode.INVALID_DATA;
import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;
import static dev.millrace.contracts.failure.FailureCode.STORE_UNAVAILABLE;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.transform.RowRefused;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Says in the platform's words what Spark says in its own. */
final class SparkFailures {

    private SparkFailures() {}

    /** A query that Spark does not accept. */
    static PlatformException recipe(String field, AnalysisException wrong) {
        Mistake mistake = mistake(field, wrong);
        return new PlatformException(
                INVALID_RECIPE, field + ": " + mistake.message() + ".", List.of(mistake));
    }

    static Mistake mistake(String field, AnalysisException wrong) {
        return at(field, wrong.line(), wrong.startPosition(), explain(wrong));
    }

    /** Spark counts lines from 1 and positions from 0; a mistake counts both from 1. */
    static Mistake at(String field, Option<Object> line, Option<Object> position, String message) {
        return new Mistake(
                field,
                line.isDefined() ? Long.valueOf((Integer) line.get()) : null,
                position.isDefined() ? Long.valueOf((Integer) position.get() + 1) : null,
                message);
    }

    /**
     * What to throw for a job of Spark's that failed: the first cause that says something about the
     * data or the store, else the failure itself.
     */
    static Exception job(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            PlatformException known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return failed;
    }

    private static @Nullable PlatformException known(Throwable cause) {
        return switch (cause) {
            case PlatformException ours -> ours;
            case RowRefused refused ->
                    new PlatformException(
                            INVALID_DATA,
                            Objects.requireNonNull(refused.getMessage()),
                            List.of(Mistake.in(refused.column(), refused.getMessage())));
            case AWSServiceIOException away -> storeUnavailable(away);
            case org.apache.hadoop.fs.s3a.AWSClientIOException away -> storeUnavailable(away);
            case SparkThrowable said when isAboutData(said) -> aboutData(said);
            default -> null;
        };
    }

    private static PlatformException storeUnavailable(Exception away) {
        return new PlatformException(
                STORE_UNAVAILABLE,
                "The object store did not answer Spark: " + away.getMessage(),
                away);
    }

    /** SQLSTATE class 22 is "data exception"; P0001 is raise_error. */
    private static boolean isAboutData(SparkThrowable said) {
        String state = said.getSqlState();
        return state != null && (state.startsWith("22") || state.equals("P0001"));
    }

    private static PlatformException aboutData(SparkThrowable said) {
        String raised = said.getMessageParameters().get("errorMessage");
        if (raised != null && CastRefused.isOne(raised)) {
            CastRefused refused = CastRefused.parse(raised);
            return new PlatformException(
                    INVALID_DATA, refused.sentence(), List.of(refused.mistake()));
        }
        String message =
                raised != null
                        ? raised
                        : sentence(((Throwable) said).getMessage()) + fragment(said);
        return new PlatformException(INVALID_DATA, message);
    }

    private static String fragment(SparkThrowable said) {
        for (QueryContext context : said.getQueryContext()) {
            if (!context.fragment().isBlank()) {
                return " In: " + context.fragment();
            }
        }
        return "";
    }

    private static String explain(AnalysisException wrong) {
        Map<String, String> facts = wrong.getMessageParameters();
        String condition = wrong.getCondition() == null ? "" : wrong.getCondition();
        return switch (condition) {
            case "UNRESOLVED_COLUMN.WITH_SUGGESTION" ->
                    "there is no column %s; did you mean one of %s?"
                            .formatted(facts.get("objectName"), facts.get("proposal"));
            case "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION" ->
                    "there is no column %s".formatted(facts.get("objectName"));
            case "UNRESOLVED_ROUTINE" ->
                    "there is no function %s".formatted(facts.get("routineName"));
            case "PARSE_SYNTAX_ERROR" ->
                    "this is not SQL: %s near %s%s"
                            .formatted(
                                    "syntax error",
                                    facts.get("error"),
                                    facts.getOrDefault("hint", ""));
            default -> sentence(wrong.getMessage());
        };
    }

    /** Spark's first sentence, without its code, its state and its query plan. */
    static String sentence(@Nullable String message) {
        if (message == null) {
            return "no reason given";
        }
        String text = message.strip();
        int plan = text.indexOf(";\n");
        text = plan < 0 ? text : text.substring(0, plan);
        int context = text.indexOf("\n==");
        text = context < 0 ? text : text.substring(0, context);
        return text.replaceFirst("^\\[[A-Z0-9_.]+]\\s*", "")
                .replaceFirst("\\s*SQLSTATE: \\w+.*$", "")
                .replace('\n', ' ')
                .strip();
    }
}
