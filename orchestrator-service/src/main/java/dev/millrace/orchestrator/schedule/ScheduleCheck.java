package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.pipeline.Pipelines;
import dev.millrace.orchestrator.run.Starts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what people ask of a schedule and lists every mistake in it. */
@Component
class ScheduleCheck {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Pipelines pipelines;
    private final Starts starts;
    private final CalendarTime time;

    ScheduleCheck(Pipelines pipelines, Starts starts, CalendarTime time) {
        this.pipelines = pipelines;
        this.starts = starts;
        this.time = time;
    }

    /** Its timing; refused with every mistake otherwise. */
    Timing check(String name, ScheduleRequest request) {
        List<Mistake> mistakes = new ArrayList<>();
        if (!name.matches(Names.PATTERN)) {
            mistakes.add(Mistake.in("name", Names.MESSAGE));
        }
        var timing = timing(request, mistakes);
        checkParameters(name, request, mistakes);
        refuse("the schedule is wrong", mistakes);
        if (timing == null) {
            throw new IllegalStateException("neither a timing nor a mistake");
        }
        return timing;
    }

    static void refuse(String what, List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            var first = mistakes.getFirst();
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "%s: %s %s".formatted(what, first.field(), first.message()),
                    mistakes);
        }
    }

    /** Of a definition that was checked before. */
    static Timing timing(ScheduleRequest request) {
        var mistakes = new ArrayList<Mistake>();
        var timing = anyTiming(request, mistakes);
        if (timing == null) {
            throw new IllegalStateException("a stored schedule is wrong: " + mistakes);
        }
        return timing;
    }

    private @Nullable Timing timing(ScheduleRequest request, List<Mistake> mistakes) {
        if (request.cron() != null && request.anchor() != null) {
            mistakes.add(Mistake.in("anchor", "belongs to every, not to cron"));
        }
        if (request.every() != null && request.zone() != null) {
            mistakes.add(Mistake.in("zone", "belongs to cron, not to every"));
        }
        var timing = anyTiming(request, mistakes);
        if (timing != null && timing.next(time.now()) == null) {
            mistakes.add(Mistake.in("cron", "'%s' never comes".formatted(request.cron())));
        }
        return timing;
    }

    /** Its timing as far as it is right; null, and the mistakes, otherwise. */
    static @Nullable Timing anyTiming(ScheduleRequest request, List<Mistake> mistakes) {
        if (request.cron() != null && request.every() == null) {
            return calendar(request.cron(), request.zone(), mistakes);
        }
        if (request.every() != null && request.cron() == null) {
            return interval(request.every(), request.anchor(), mistakes);
        }
        mistakes.add(
                Mistake.in(
                        "cron",
                        "a schedule has either cron, such as '30 2 * * *', or every, such as 15m"));
        return null;
    }

    private static @Nullable Timing calendar(
            String cron, @Nullable String zone, List<Mistake> mistakes) {
        int before = mistakes.size();
        try {
            Calendar.of(cron, "UTC");
        } catch (IllegalArgumentException wrong) {
            mistakes.add(
                    Mistake.in(
                            "cron",
                            "'%s' is no cron expression: %s".formatted(cron, wrong.getMessage())));
        }
        var known = zone == null ? "UTC" : zone;
        try {
            ZoneId.of(known);
        } catch (DateTimeException unknown) {
            mistakes.add(
                    Mistake.in(
                            "zone",
                            "'%s' is no time zone; write such as Europe/Zurich or UTC"
                                    .formatted(known)));
        }
        return mistakes.size() > before ? null : Calendar.of(cron, known);
    }

    private static @Nullable Timing interval(
            String every, @Nullable Instant anchor, List<Mistake> mistakes) {
        int before = mistakes.size();
        var duration = DurationText.parse(every).orElse(Duration.ZERO);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            mistakes.add(
                    Mistake.in(
                            "every",
                            "'%s' must be %s, from 1s to 3660d"
                                    .formatted(every, DurationText.FORM)));
        }
        var from = anchor == null ? Instant.EPOCH : Instant.ofEpochSecond(anchor.getEpochSecond());
        if (from.isBefore(EARLIEST) || from.isAfter(LATEST)) {
            mistakes.add(
                    Mistake.in("anchor", "must lie between %s and %s".formatted(EARLIEST, LATEST)));
        }
        return mistakes.size() > before ? null : new Interval(duration, from);
    }

    private void checkParameters(String name, ScheduleRequest request, List<Mistake> mistakes) {
        int before = mistakes.size();
        request.parameters()
                .forEach((parameter, value) -> {
                    for (var unknown : InstantFacts.unknown(value)) {
                        mistakes.add(
                                Mistake.in(
                                        "parameters." + parameter,
                                        "%s is no fact; there are ${schedule.instant}, ${schedule.previous} and ${schedule.name}"
                                                .formatted(unknown)));
                    }
                });
        if (mistakes.size() > before) {
            return;
        }
        var now = time.now();
        var parameters = new InstantFacts(name, now, now).fill(request.parameters());
        var field = "pipeline";
        try {
            pipelines.number(request.pipeline(), "latest");
            field = "version";
            starts.check(new StartRun(request.pipeline(), request.version(), parameters));
        } catch (PlatformException refused) {
            mistakes.addAll(of(field, refused));
        }
    }

    private static List<Mistake> of(String field, PlatformException refused) {
        if (refused.code() == FailureCode.PIPELINE_NOT_FOUND) {
            return List.of(Mistake.in(field, refused.failure().message()));
        }
        if (refused.failure().mistakes().isEmpty()) {
            throw refused;
        }
        return refused.failure().mistakes();
    }
}
