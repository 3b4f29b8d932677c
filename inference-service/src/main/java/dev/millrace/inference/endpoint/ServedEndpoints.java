package dev.millrace.inference.endpoint;

import dev.millrace.inference.serving.ServedModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What this instance has loaded and answers with. Traffic shifts in one step; a model that was
 * replaced is closed by the last request that still uses it.
 */
@Component
class ServedEndpoints {

    private record Served(long revision, ServedModel model) {}

    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private final Map<String, Served> byName = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> arrivals = new ConcurrentHashMap<>();

    /**
     * Says that a first model is about to be installed: others may hear of its deployment a moment
     * before it is. Who asks for it meanwhile waits until {@link Arrival#close}.
     */
    Arrival expect(String name) {
        var settled = new CompletableFuture<Void>();
        arrivals.put(name, settled);
        return () -> {
            arrivals.remove(name, settled);
            settled.complete(null);
        };
    }

    /** A model on its way, until it has been installed or given up. */
    interface Arrival extends AutoCloseable {

        @Override
        void close();
    }

    /** The model that answers, to be released after use. */
    Optional<ServedModel> borrow(String name) {
        Served served = byName.get(name);
        var arrival = served == null ? arrivals.get(name) : null;
        if (arrival != null) {
            arrival.completeOnTimeout(null, ARRIVAL.toMillis(), TimeUnit.MILLISECONDS).join();
            served = byName.get(name);
        }
        // A model that refuses was replaced since it was read from the map: the next read differs.
        while (served != null && !served.model().retain()) {
            served = byName.get(name);
        }
        return Optional.ofNullable(served).map(Served::model);
    }

    /** Answers with the model from now on, unless a later revision already does. */
    void install(String name, long revision, ServedModel model) {
        Served candidate = new Served(revision, model);
        Served[] loser = {candidate};
        byName.compute(
                name,
                (key, present) -> {
                    if (present != null && present.revision() >= revision) {
                        return present;
                    }
                    loser[0] = present;
                    return candidate;
                });
        release(loser[0]);
    }

    /** Stops answering, unless a later revision has come in between. */
    void remove(String name, long revision) {
        Served present = byName.get(name);
        if (present != null && present.revision() == revision && byName.remove(name, present)) {
            release(present);
        }
    }

    void removeAll() {
        revisions().forEach(this::remove);
    }

    Map<String, Long> revisions() {
        return byName.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().revision()));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Whether this revision, or one after it, answers. */
    boolean hasReached(String name, long revision) {
        Served present = byName.get(name);
        return present != null && present.revision() >= revision;
    }

    int count() {
        return byName.size();
    }

    private static void release(@Nullable Served served) {
        if (served != null) {
            served.model().release();
        }
    }
}
