package dev.millrace.training.job;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Fits networks that are to become model versions, each in a worker of its own. */
@Component
class Trainings {

    private final Workers workers;
    private final MeterRegistry metrics;

    Trainings(Workers workers, MeterRegistry metrics) {
        this.workers = workers;
        this.metrics = metrics;
    }

    Succeeded train(JobContext context, TrainRequest request, PreparedData data, JobRun run)
            throws IOException, InterruptedException {
        try (var crew = workers.crew(context)) {
            return (Succeeded) crew.run(new TrainErrand(context, request, data, run, metrics));
        }
    }
}
