package dev.millrace.training.study;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.launch.Errand;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerTask;
import java.net.URI;

/** A trial as an errand, up to an epoch. */
record TrialErrand(TrainRequest request, PreparedData data, int until) implements Errand {

    @Override
    public WorkerTask task(URI reports) {
        return new WorkerTask.Trial(reports, data, request, until, null, false);
    }

    /** A trial is told when it has been measured. */
    @Override
    public void hear(WorkerReport report) {}
}
