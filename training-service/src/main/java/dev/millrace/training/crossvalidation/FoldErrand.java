package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.training.launch.Errand;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerTask;
import java.net.URI;

/**
 * One fold as an errand.
 *
 * @param prefix key prefix of all predictions
 */
record FoldErrand(
        CrossValidationRequest request,
        PreparedData data,
        int repetition,
        int fold,
        String prefix,
        FoldRuns runs)
        implements Errand {

    @Override
    public WorkerTask task(URI reports) {
        runs.begun(repetition, fold); // a worker takes it now
        return new WorkerTask.Fold(
                reports,
                data,
                request.training(),
                request.folding(),
                repetition,
                fold,
                "%srepetition-%d/fold-%d.jsonl".formatted(prefix, repetition, fold));
    }

    /** A fold is told when it has been measured. */
    @Override
    public void hear(WorkerReport report) {}
}
