package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.CatchUp;
import dev.millrace.contracts.orchestrator.Overlap;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import dev.millrace.orchestrator.schedule.ScheduleModel;
import dev.millrace.orchestrator.schedule.ScheduleModel.Decided;
import dev.millrace.orchestrator.schedule.ScheduleModel.Downtime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule starts runs, and what it does about those that it missed or that overlap, by the
 * code that decides it in production. Where the clock is put forward, an instant in the gap becomes
 * the first moment after it; where it is put back, one that comes twice counts once, the first
 * time.
 */
public final class PipelineSchedule {

    private static final int MOST = 10_000;

    private final @Nullable String cron;
    private final @Nullable String zone;
    private final @Nullable String every;
    private final List<Downtime> down = new ArrayList<>();
    private CatchUp catchUp = CatchUp.NONE;
    private @Nullable Integer catchUpLimit;
    private Overlap overlap = Overlap.SKIP;
    private Function<Instant, Duration> takes = instant -> Duration.ZERO;

    private PipelineSchedule(@Nullable String cron, @Nullable String zone, @Nullable String every) {
        this.cron = cron;
        this.zone = zone;
        this.every = every;
        model(); // refuses a wrong one here
    }

    /**
     * @param expression such as {@code 30 2 * * *}: minute, hour, day of month, month, day of week;
     *     six fields begin with seconds
     * @param zone such as {@code Europe/Zurich}
     */
    public static PipelineSchedule cron(String expression, String zone) {
        return new PipelineSchedule(expression, zone, null);
    }

    /**
     * @param interval such as {@code 15m}, counted from 1970-01-01T00:00:00Z
     */
    public static PipelineSchedule every(String interval) {
        return new PipelineSchedule(null, null, interval);
    }

    /** What becomes of instants that come while no orchestrator runs; none if nothing is said. */
    public PipelineSchedule catchUp(CatchUp policy) {
        catchUp = policy;
        return this;
    }

    /** How many instants are caught up at most. */
    public PipelineSchedule catchUpLimit(int most) {
        catchUpLimit = most;
        return this;
    }

    /** What becomes of an instant that comes while an earlier run goes on; skip if not said. */
    public PipelineSchedule overlap(Overlap policy) {
        overlap = policy;
        return this;
    }

    /** No orchestrator runs; what runs already goes on. */
    public PipelineSchedule down(Instant from, Instant to) {
        down.add(new Downtime(from, to));
        return this;
    }

    /** How long each run takes; no time if nothing is said. */
    public PipelineSchedule runsTake(Duration duration) {
        VirtualTime.checked(duration);
        return runsTake(instant -> duration);
    }

    /** How long the run of an instant takes. */
    public PipelineSchedule runsTake(Function<Instant, Duration> byInstant) {
        takes = byInstant;
        return this;
    }

    /** Each instant starts a run of a pipeline, which takes as long as it takes there. */
    public PipelineSchedule runs(PipelineTest pipeline) {
        return runsTake(instant -> pipeline.startingAt(instant).run().took());
    }

    /** What is decided in a time, both ends included. */
    public List<Decided> decisions(Instant from, Instant to) {
        return model().play(from, to, List.copyOf(down), takes);
    }

    /** The instants alone, whatever becomes of them; both ends included. */
    public List<Instant> instants(Instant from, Instant to) {
        var instants = model().instants(from, to, MOST + 1);
        if (instants.size() > MOST) {
            throw new IllegalArgumentException(
                    "more than %,d instants from %s to %s; ask for a shorter time"
                            .formatted(MOST, from, to));
        }
        return instants;
    }

    private ScheduleModel model() {
        return ScheduleModel.of(
                new ScheduleRequest(
                        "pipeline",
                        null,
                        cron,
                        zone,
                        every,
                        null,
                        Map.of(),
                        catchUp,
                        catchUpLimit,
                        overlap,
                        null));
    }
}
