package dev.millrace.training.worker;

import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.training.baseline.Baselines;
import dev.millrace.training.fit.Deadline;
import java.io.IOException;

/** The baselines on their own, from prepared rows to metrics. */
final class BaselineFit {

    private final OpenData open;
    private final int threads;

    BaselineFit(OpenData open, int threads) {
        this.open = open;
        this.threads = threads;
    }

    WorkerReport.BaselinesMeasured run(WorkerTask.Baselines task) throws IOException {
        var deadline = Deadline.in(task.seconds());
        var data = task.data();
        var target = open.prepared(data).transform().target();
        return new WorkerReport.BaselinesMeasured(
                new Baselines(target, task.request().seed(), threads, deadline)
                        .on(
                                open.rows(data, "train"),
                                open.rows(data, "validation"),
                                open.rows(data, "test"),
                                EvaluationOptions.usual().baselines()));
    }
}
