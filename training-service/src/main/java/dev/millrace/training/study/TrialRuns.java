package dev.millrace.training.study;

import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.Study.State;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.job.Points;
import dev.millrace.training.tracking.ChildRun;
import dev.millrace.training.tracking.FlatParams;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.tracking.Point;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The trials of a job, each stored as a row of its own and as a run below the job's run. */
public final class TrialRuns implements Consumer<TrialRow> {

    private final JobContext context;
    private final JobRun run;
    private final int epochs;
    private final Studies studies;
    private final FlatParams params;
    private final Clock clock;
    private final Map<Integer, List<Point>> measured = new ConcurrentHashMap<>();

    /**
     * @param epochs of a trial that is not ended early
     */
    TrialRuns(
            JobContext context,
            JobRun run,
            int epochs,
            Studies studies,
            FlatParams params,
            Clock clock) {
        this.context = context;
        this.run = run;
        this.epochs = epochs;
        this.studies = studies;
        this.params = params;
        this.clock = clock;
    }

    /** Keeps what was measured until the trial is stored; its points are written with it. */
    public TrialMeasured keep(TrialRow before, TrialMeasured fit) {
        measured.put(
                before.number(),
                Points.of(
                        fit.losses(),
                        before.progress().epochs(),
                        Points.named(fit.metrics()),
                        clock.millis()));
        return fit;
    }

    @Override
    public void accept(TrialRow trial) {
        var points = measured.remove(trial.number());
        studies.put(context, trial, run, child(trial, points == null ? List.of() : points));
    }

    /** Tells the job's run what all trials took, those of earlier attempts too. */
    public void account(Collection<TrialRow> trials, double otherSeconds) {
        double seconds = trials.stream().mapToDouble(trial -> trial.progress().seconds()).sum();
        long pruned = trials.stream().filter(trial -> trial.state() == State.PRUNED).count();
        run.below(seconds + otherSeconds, (int) pruned);
    }

    private ChildRun child(TrialRow trial, List<Point> points) {
        return new ChildRun(
                "trial-" + trial.number(),
                new ChildRun.State(status(trial.state()), tags(trial), cost(trial)),
                params.of(trial.params()),
                points);
    }

    private static RunStatus status(State state) {
        return switch (state) {
            case RUNNING, PAUSED -> RunStatus.RUNNING;
            case COMPLETED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
            case PRUNED -> RunStatus.KILLED;
        };
    }

    private static Map<String, String> tags(TrialRow trial) {
        var tags = new TreeMap<String, String>();
        if (status(trial.state()) != RunStatus.RUNNING) {
            tags.put("millrace.outcome", trial.state().name().toLowerCase(Locale.ROOT));
        }
        if (trial.reason() != null) {
            tags.put(ChildRun.REASON_TAG, trial.reason());
        }
        if (trial.progress().bestEpoch() > 0) {
            tags.put("millrace.bestEpoch", Integer.toString(trial.progress().bestEpoch()));
        }
        return tags;
    }

    private RunCost cost(TrialRow trial) {
        var progress = trial.progress();
        boolean early = trial.state() == State.PRUNED || trial.state() == State.COMPLETED;
        int most = trial.params().get("epochs") instanceof Number own ? own.intValue() : epochs;
        return new RunCost(
                progress.seconds(),
                progress.seconds(),
                progress.epochs(),
                early ? Math.max(0, most - progress.epochs()) : 0,
                0);
    }
}
