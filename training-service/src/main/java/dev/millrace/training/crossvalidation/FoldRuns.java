package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.training.job.Points;
import dev.millrace.training.tracking.ChildRun;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.tracking.Point;
import dev.millrace.training.worker.WorkerReport.FoldMeasured;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folds of a cross-validation as runs below the run of its job. */
final class FoldRuns {

    private static final RunCost NOTHING_YET = new RunCost(0, 0, 0, 0, 0);

    private final JobRun run;
    private final int epochs;
    private final Clock clock;
    private double seconds;

    /**
     * @param epochs of a fold that does not stop early
     */
    FoldRuns(JobRun run, int epochs, Clock clock) {
        this.run = run;
        this.epochs = epochs;
        this.clock = clock;
    }

    /** If it is not measured, its run ends as the job does. */
    void begun(int repetition, int fold) {
        var state = new ChildRun.State(RunStatus.RUNNING, Map.of(), NOTHING_YET);
        tell(repetition, fold, state, List.of());
    }

    void measured(FoldMeasured fold) {
        int saved = Math.max(0, epochs - fold.epochs());
        var cost = new RunCost(fold.seconds(), fold.seconds(), fold.epochs(), saved, 0);
        var tags =
                Map.of(
                        "millrace.bestEpoch", Integer.toString(fold.bestEpoch()),
                        "millrace.transformHash", fold.transformHash());
        tell(
                fold.repetition(),
                fold.fold(),
                new ChildRun.State(RunStatus.FINISHED, tags, cost),
                Points.of(fold.losses(), 0, metrics(fold), clock.millis()));
        seconds += fold.seconds();
        run.below(seconds, 0);
    }

    private void tell(int repetition, int fold, ChildRun.State state, List<Point> points) {
        run.child(
                new ChildRun(
                        "repetition-%d-fold-%d".formatted(repetition, fold),
                        state,
                        Map.of(
                                "repetition", Integer.toString(repetition),
                                "fold", Integer.toString(fold)),
                        points));
    }

    /** The network's as {@code test.…}, since held-out rows are its test part. */
    private static Map<String, Double> metrics(FoldMeasured fold) {
        var models = new LinkedHashMap<String, Metrics>();
        fold.metrics()
                .forEach((model, metrics) ->
                        models.put(model.equals("network") ? "test" : model, metrics));
        return Points.named(models);
    }
}
