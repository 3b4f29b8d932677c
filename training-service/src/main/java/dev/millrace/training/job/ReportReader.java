package dev.millrace.training.job;

import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.fit.Epoch;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Turns what a worker reports into the job's progress, events and metrics. */
final class ReportReader {

    // Epochs of small networks take milliseconds; a sentence for each would only be noise.
    private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(250);
    private static final double SHARE_OF_EPOCHS = 0.9;

    private final JobContext context;
    private final JobRun run;
    private final int epochs;
    private final MeterRegistry metrics;
    private long lastSentence = System.nanoTime() - BETWEEN_SENTENCES.toNanos();
    private double share;

    ReportReader(JobContext context, TrainRequest request, JobRun run, MeterRegistry metrics) {
        this.context = context;
        this.run = run;
        this.epochs = request.epochs();
        this.metrics = metrics;
    }

    /** Answers the outcome, once it is reported; throws the failure, if that is it. */
    Optional<Succeeded> read(WorkerReport report) {
        return switch (report) {
            case Succeeded outcome -> Optional.of(outcome);
            case WorkerReport.Failed(var failure) -> throw failure.asException();
            case WorkerReport.Stage(var sentence) -> {
                context.progress(share, sentence);
                yield Optional.empty();
            }
            case WorkerReport.Told(var event, var facts) -> {
                context.event(event, facts);
                yield Optional.empty();
            }
            case WorkerReport.Found(var finding) -> {
                context.event("finding", Findings.facts(finding));
                yield Optional.empty();
            }
            case WorkerReport.EpochEnded(var epoch) -> {
                tell(epoch);
                yield Optional.empty();
            }
        };
    }

    private void tell(Epoch epoch) {
        metrics.counter("millrace.training.epochs").increment();
        metrics.timer("millrace.training.epoch.seconds")
                .record(Duration.ofNanos((long) (epoch.seconds() * 1e9)));
        context.event(
                "epoch",
                Map.of(
                        "epoch", epoch.number(),
                        "loss", epoch.loss(),
                        "validationLoss", epoch.validationLoss(),
                        "monitored", epoch.monitored(),
                        "learningRate", epoch.learningRate(),
                        "seconds", epoch.seconds(),
                        "waited", epoch.waited()));
        run.epoch(
                epoch.number(),
                epoch.seconds(),
                Map.of(
                        "loss", epoch.loss(),
                        "validationLoss", epoch.validationLoss(),
                        "learningRate", epoch.learningRate(),
                        "seconds", epoch.seconds()));
        share = SHARE_OF_EPOCHS * epoch.number() / epochs;
        if (System.nanoTime() - lastSentence >= BETWEEN_SENTENCES.toNanos()) {
            lastSentence = System.nanoTime();
            context.progress(
                    share,
                    "epoch %d of at most %d, validation loss %.5g"
                            .formatted(epoch.number(), epochs, epoch.validationLoss()));
        }
    }
}
