package dev.millrace.training.job;

import dev.millrace.kit.job.JobContext;
import dev.millrace.training.fit.Epoch;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings.Left;
import dev.millrace.training.launch.Errand;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A training as an errand: what its worker reports becomes the job's progress and events. */
final class TrainErrand implements Errand {

    // Epochs of small networks take milliseconds; a sentence for each would only be noise.
    private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(250);
    private static final double SHARE_OF_EPOCHS = 0.9;

    private final JobContext context;
    private final Accepted accepted;
    private final Left left;
    private final JobRun run;
    private final MeterRegistry metrics;
    private long lastSentence = System.nanoTime() - BETWEEN_SENTENCES.toNanos();
    private double share;

    TrainErrand(
            JobContext context, Accepted accepted, Left left, JobRun run, MeterRegistry metrics) {
        this.context = context;
        this.accepted = accepted;
        this.left = left;
        this.run = run;
        this.metrics = metrics;
    }

    @Override
    public WorkerTask task(URI reports) {
        return new WorkerTask.Train(
                reports,
                accepted.data(),
                accepted.request(),
                accepted.start(),
                left.baselines(),
                left.seconds().get(),
                context.outputPrefix());
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public void waits(String sentence) {
        context.progress(share, sentence);
    }

    @Override
    public void hear(WorkerReport report) {
        switch (report) {
            case WorkerReport.Stage(var sentence) -> context.progress(share, sentence);
            case WorkerReport.EpochEnded(var epoch) -> tell(epoch);
            case WorkerReport.Told(var event, var facts) -> context.event(event, facts);
            case WorkerReport.Found(var finding) ->
                    context.event("finding", Findings.facts(finding));
            case WorkerReport.Outcome _, WorkerReport.Failed _ ->
                    throw new IllegalStateException("No report on the way: " + report);
        }
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
        int epochs = accepted.request().epochs();
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
