package dev.millrace.training.automl;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.launch.Errand;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerTask;
import java.net.URI;

/** What workers do for an automl; they are told when it has been measured. */
sealed interface Errands extends Errand {

    @Override
    default void hear(WorkerReport report) {}

    /** All baselines, as far as the budget allows once they begin. */
    record Baselines(TrainRequest request, PreparedData data, Budget budget) implements Errands {

        @Override
        public WorkerTask task(URI reports) {
            return new WorkerTask.Baselines(reports, data, request, budget.forOne());
        }
    }

    /** A network, for as long as the budget allows once it begins. */
    record Trial(TrainRequest request, PreparedData data, Budget budget) implements Errands {

        @Override
        public WorkerTask task(URI reports) {
            return new WorkerTask.Trial(reports, data, request, null, budget.forOne(), true);
        }
    }
}
