package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits until what somebody asked for is durable. */
final class Waiting {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Waiting() {}

    static void on(CompletableFuture<@Nullable Void> written) {
        try {
            written.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            throw new PlatformException(
                    FailureCode.DATABASE_UNAVAILABLE,
                    "not written after %d s; it may still be: ask again with the same key"
                            .formatted(LONGEST.toSeconds()),
                    late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    FailureCode.SERVICE_UNAVAILABLE, "this instance stops", stopping);
        }
    }
}
