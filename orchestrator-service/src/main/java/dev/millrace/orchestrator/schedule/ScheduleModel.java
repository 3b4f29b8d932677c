package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.Overlap;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schedule without a database, for tests of pipelines: the orchestrator's own decisions, on a
 * clock that leaps from one event to the next. It looks the very moment that an instant comes; a
 * run that is cancelled ends at once.
 */
public final class ScheduleModel {

    private static final int MOST = 10_000;
    private static final Duration ON_TIME = Duration.ofSeconds(10);

    private final Kept schedule;

    private ScheduleModel(Kept schedule) {
        this.schedule = schedule;
    }

    /** Reads a schedule; {@link IllegalArgumentException} says what is wrong with it. */
    public static ScheduleModel of(ScheduleRequest request) {
        var mistakes = new ArrayList<Mistake>();
        var timing = ScheduleCheck.anyTiming(request, mistakes);
        if (timing == null) {
            var first = mistakes.getFirst();
            throw new IllegalArgumentException("%s: %s".formatted(first.field(), first.message()));
        }
        return new ScheduleModel(
                new Kept(
                        "schedule",
                        request,
                        timing,
                        false,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "tester"));
    }

    /** The instants in a stretch of time, both ends included, the first so many of them. */
    public List<Instant> instants(Instant from, Instant to, int most) {
        return schedule.timing().between(from, to, most);
    }

    /**
     * What was decided about an instant.
     *
     * @param startedAt when its run started; null if none did
     * @param endedAt when that run ended; null if it had not yet
     */
    public record Decided(
            Instant instant,
            Origin origin,
            State state,
            String reason,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** A time, its beginning included and its end not, in which no orchestrator runs. */
    public record Downtime(Instant from, Instant to) {}

    /**
     * Plays a stretch of time, both ends included; answers the decisions in their order.
     *
     * @param takes how long the run of an instant takes
     */
    public List<Decided> play(
            Instant from, Instant to, List<Downtime> down, Function<Instant, Duration> takes) {
        return new Play(down, takes).through(from, to);
    }

    private static final class Entry {
        private final Instant instant;
        private final Origin origin;
        private State state;
        private String reason;
        private @Nullable Instant startedAt;
        private @Nullable Instant endsAt;
        private boolean over;

        Entry(Due.Found found) {
            instant = found.instant();
            origin = found.origin();
            state = found.verdict().state();
            reason = found.verdict().reason();
        }

        boolean isActive() {
            return startedAt != null && !over;
        }

        Decided told() {
            return new Decided(instant, origin, state, reason, startedAt, over ? endsAt : null);
        }
    }

    private final class Play {

        private final List<Downtime> down;
        private final Function<Instant, Duration> takes;
        private final List<Entry> entries = new ArrayList<>();

        Play(List<Downtime> down, Function<Instant, Duration> takes) {
            this.down = down;
            this.takes = takes;
        }

        List<Decided> through(Instant from, Instant to) {
            var due = schedule.timing().next(from.minusNanos(1));
            var now = nextEvent(due);
            while (now != null && !now.isAfter(to)) {
                end(now);
                if (due != null && !due.isAfter(now)) {
                    due = decide(due, now);
                }
                advance(now);
                now = nextEvent(due);
            }
            end(to);
            return entries.stream().map(Entry::told).toList();
        }

        /** Nobody looks while all are down; what came meanwhile is seen after that. */
        private @Nullable Instant nextEvent(@Nullable Instant due) {
            var next = due;
            for (var entry : entries) {
                var end = entry.isActive() ? entry.endsAt : null;
                if (end != null && (next == null || end.isBefore(next))) {
                    next = end;
                }
            }
            return next == null ? null : up(next);
        }

        private Instant up(Instant at) {
            return down.stream()
                    .filter(each -> !at.isBefore(each.from()) && at.isBefore(each.to()))
                    .map(Downtime::to)
                    .findFirst()
                    .map(this::up)
                    .orElse(at);
        }

        private void end(Instant now) {
            for (var entry : entries) {
                var end = entry.endsAt;
                entry.over |= end != null && !end.isAfter(now);
            }
        }

        private @Nullable Instant decide(Instant from, Instant now) {
            var due = Due.of(schedule, from, now, ON_TIME);
            if (due.missed() != null) {
                add(due.missed());
            }
            for (var found : due.found()) {
                decide(found, now);
            }
            return due.next();
        }

        private void add(Due.Found found) {
            if (entries.size() == MOST) {
                throw new IllegalArgumentException(
                        "more than %,d decisions; play a shorter time".formatted(MOST));
            }
            entries.add(new Entry(found));
        }

        private void decide(Due.Found found, Instant now) {
            var overlap = schedule.definition().overlap();
            if (overlap == Overlap.CANCEL_OTHER) {
                queued().forEach(waiting -> {
                    waiting.state = State.SKIPPED;
                    waiting.reason = Verdict.gaveWay(found.instant());
                });
            }
            var verdict =
                    Verdict.of(
                            overlap,
                            found.verdict().reason(),
                            active().stream()
                                    .findFirst()
                                    .map(each -> "the run of " + each.instant)
                                    .orElse(""),
                            queued().size());
            add(new Due.Found(found.instant(), found.origin(), verdict));
            if (verdict.state() == State.STARTING) {
                start(entries.getLast(), now);
            }
        }

        private void advance(Instant now) {
            if (schedule.definition().overlap() == Overlap.CANCEL_OTHER && !queued().isEmpty()) {
                active().forEach(each -> {
                    each.endsAt = now;
                    each.over = true;
                });
            }
            if (active().isEmpty()) {
                queued().stream()
                        .findFirst()
                        .ifPresent(first -> {
                            first.reason = Verdict.WAITED;
                            start(first, now);
                        });
            }
        }

        private void start(Entry entry, Instant now) {
            entry.state = State.STARTED;
            entry.startedAt = now;
            entry.endsAt = now.plus(takes.apply(entry.instant));
        }

        private List<Entry> active() {
            return entries.stream().filter(Entry::isActive).toList();
        }

        private List<Entry> queued() {
            return entries.stream().filter(each -> each.state == State.QUEUED).toList();
        }
    }
}
