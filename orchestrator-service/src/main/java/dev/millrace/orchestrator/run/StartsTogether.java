package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StartRun;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts runs that were decided on before, beside each other. Each has a key, so that starting it
 * again after a crash finds the first one.
 */
@Component
public class StartsTogether {

    private static final Logger log = LoggerFactory.getLogger(StartsTogether.class);

    private final Starts starts;

    StartsTogether(Starts starts) {
        this.starts = starts;
    }

    /** A run that is to be started. */
    public record Wish(String key, StartRun request, String principal) {}

    /** What came of a wish. */
    public sealed interface Answer {

        record Started() implements Answer {}

        /** It will never start. */
        record Refused(String reason) implements Answer {}

        /** Whatever kept it from starting may pass; a run is not given up for it. */
        record Later() implements Answer {}
    }

    /** The answers, in the order of the wishes. */
    public List<Answer> start(List<Wish> wishes) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var started =
                    wishes.stream()
                            .map(wish ->
                                    threads.submit(() ->
                                            starts.start(
                                                    wish.key(), wish.request(), wish.principal())))
                            .toList();
            return IntStream.range(0, wishes.size())
                    .mapToObj(i -> answer(wishes.get(i), started.get(i)))
                    .toList();
        }
    }

    private static Answer answer(Wish wish, Future<?> started) {
        try {
            started.get();
            return new Answer.Started();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof PlatformException refused
                    && !refused.code().retryable()) {
                return new Answer.Refused("could not be started: " + refused.getMessage());
            }
            log.warn("Could not start '{}'; trying again.", wish.key(), failed.getCause());
            return new Answer.Later();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Later();
        }
    }
}
