package dev.millrace.training.job;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.launch.WorkerProcess;
import dev.millrace.training.launch.WorkerProcess.Message;
import dev.millrace.training.launch.WorkerSettings;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import dev.millrace.training.worker.WorkerTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives one attempt of a job to a worker, and to another one if that is lost. */
@Component
class WorkerRuns {

    private static final Logger log = LoggerFactory.getLogger(WorkerRuns.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

    private final Workers workers;
    private final WorkerSettings settings;
    private final MeterRegistry metrics;
    private final Counter workersLost;

    WorkerRuns(Workers workers, WorkerSettings settings, MeterRegistry metrics) {
        this.workers = workers;
        this.settings = settings;
        this.metrics = metrics;
        // There from the start: an alarm needs the 0 before the first loss.
        this.workersLost = metrics.counter("millrace.training.workers.lost");
    }

    Succeeded train(JobContext context, TrainRequest request, PreparedData data, JobRun run)
            throws IOException, InterruptedException {
        var reports = new ReportReader(context, request, run, metrics);
        Lost lost = new Lost(0, "");
        for (int number = 1; number <= settings.tries(); number++) {
            switch (withOneWorker(context, request, data, reports)) {
                case Done(Succeeded outcome) -> {
                    return outcome;
                }
                case Lost again -> {
                    lost = again;
                    workersLost.increment();
                    log.warn(
                            "Worker {} of {} for job {} ended with status {}: {}",
                            number,
                            settings.tries(),
                            context.id(),
                            lost.status(),
                            lost.lastWords());
                }
            }
        }
        throw new PlatformException(
                FailureCode.WORKER_LOST,
                "%d training workers ended without a result, the last one with status %d%s"
                        .formatted(
                                settings.tries(),
                                lost.status(),
                                lost.lastWords().isEmpty() ? "." : ": " + lost.lastWords()));
    }

    /** How a worker ended. */
    private sealed interface Ending {}

    private record Done(Succeeded outcome) implements Ending {}

    private record Lost(int status, String lastWords) implements Ending {}

    private Ending withOneWorker(
            JobContext context, TrainRequest request, PreparedData data, ReportReader reports)
            throws IOException, InterruptedException {
        var worker =
                workers.begin(
                        address -> new WorkerTask(address, data, request, context.outputPrefix()));
        try {
            context.onInterrupt(worker::kill);
            return listen(context, worker, reports);
        } finally {
            workers.release(worker);
        }
    }

    private Ending listen(JobContext context, WorkerProcess worker, ReportReader reports)
            throws InterruptedException {
        while (true) {
            var message = worker.next(BETWEEN_CHECKS);
            switch (message) {
                case null -> context.checkStillOurs();
                case Message.Said(var report) -> {
                    var outcome = reports.read(report);
                    if (outcome.isPresent()) {
                        return new Done(outcome.get());
                    }
                }
                case Message.Ended(int status) -> {
                    context.checkStillOurs();
                    return new Lost(status, worker.lastWords());
                }
            }
        }
    }
}
