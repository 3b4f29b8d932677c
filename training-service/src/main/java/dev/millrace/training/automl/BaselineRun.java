package dev.millrace.training.automl;

import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.training.job.Points;
import dev.millrace.training.tracking.ChildRun;
import dev.millrace.training.tracking.Point;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;

/** A baseline as a run below the automl's; one that was skipped is KILLED and says why. */
final class BaselineRun {

    private BaselineRun() {}

    static ChildRun of(Baseline baseline, Clock clock) {
        var points = new ArrayList<Point>();
        Points.named(baseline.metrics())
                .forEach((name, value) -> points.add(new Point(name, 0, clock.millis(), value)));
        var skipped = baseline.skipped();
        var cost = new RunCost(baseline.seconds(), baseline.seconds(), 0, 0, 0);
        return new ChildRun(
                "baseline-" + baseline.kind().text(),
                skipped == null
                        ? new ChildRun.State(RunStatus.FINISHED, Map.of(), cost)
                        : new ChildRun.State(
                                RunStatus.KILLED,
                                Map.of("millrace.outcome", "skipped", ChildRun.REASON_TAG, skipped),
                                cost),
                Map.of("baseline", baseline.kind().text()),
                points);
    }
}
