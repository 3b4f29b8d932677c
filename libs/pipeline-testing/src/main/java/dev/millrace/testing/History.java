package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes;
import dev.millrace.orchestrator.machine.Changes.Effect;
import dev.millrace.orchestrator.machine.Changes.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in a run, and when. */
final class History {

    /** An event, so long after the start. */
    record Entry(Duration after, Event event) {}

    private record Key(String step, int attempt) {}

    private final Instant start;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Key, Attempt> attempts = new LinkedHashMap<>();

    History(Instant start) {
        this.start = start;
    }

    Instant start() {
        return start;
    }

    List<Entry> entries() {
        return entries;
    }

    /** In the order in which they started. */
    List<Attempt> attempts() {
        return List.copyOf(attempts.values());
    }

    void add(Changes changes, Instant now) {
        var after = Duration.between(start, now);
        var bodies = new LinkedHashMap<Key, Map<String, @Nullable Object>>();
        for (var effect : changes.effects()) {
            switch (effect) {
                case Effect.Begin begin ->
                        bodies.put(new Key(begin.step(), begin.attempt()), Plain.of(begin.body()));
                case Effect.Hold hold ->
                        bodies.put(new Key(hold.step(), hold.attempt()), Plain.of(hold.body()));
                default -> {}
            }
        }
        for (var event : changes.events()) {
            entries.add(new Entry(after, event));
            if (event.step() != null && event.attempt() > 0) {
                var key = new Key(event.step(), event.attempt());
                attempts.computeIfAbsent(
                        key, first -> started(key, after, bodies.getOrDefault(key, Map.of())));
            }
        }
        for (var closed : changes.closed()) {
            attempts.computeIfPresent(
                    new Key(closed.step(), closed.attempt()),
                    (key, attempt) -> attempt.ended(after, closed.state(), closed.failure()));
        }
    }

    private static Attempt started(Key key, Duration after, Map<String, @Nullable Object> body) {
        return new Attempt(key.step(), key.attempt(), after, null, StepState.RUNNING, null, body);
    }
}
