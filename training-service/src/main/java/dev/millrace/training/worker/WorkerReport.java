package dev.millrace.training.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.fit.Ending;
import dev.millrace.training.fit.Epoch;
import dev.millrace.training.fit.Fitted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker tells the service about a task, in order; the last is an outcome or Failed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerReport.Stage.class, name = "stage"),
    @JsonSubTypes.Type(value = WorkerReport.EpochEnded.class, name = "epoch"),
    @JsonSubTypes.Type(value = WorkerReport.Told.class, name = "told"),
    @JsonSubTypes.Type(value = WorkerReport.Found.class, name = "found"),
    @JsonSubTypes.Type(value = WorkerReport.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = WorkerReport.FoldMeasured.class, name = "fold"),
    @JsonSubTypes.Type(value = WorkerReport.TrialMeasured.class, name = "trial"),
    @JsonSubTypes.Type(value = WorkerReport.BaselinesMeasured.class, name = "baselines"),
    @JsonSubTypes.Type(value = WorkerReport.Failed.class, name = "failed"),
})
public sealed interface WorkerReport {

    /** How a task ends that has not failed. */
    sealed interface Outcome extends WorkerReport {}

    /** It does something that is no epoch. */
    record Stage(String sentence) implements WorkerReport {}

    record EpochEnded(Epoch epoch) implements WorkerReport {}

    /**
     * Something that the job's events tell.
     *
     * @param event its type, such as {@code checkpoint}
     */
    record Told(String event, Map<String, Object> facts) implements WorkerReport {}

    /** A rule found something. */
    record Found(Finding finding) implements WorkerReport {}

    /**
     * All artifacts are stored.
     *
     * @param fit how it went
     * @param metrics by part
     * @param threshold that the request asked for; null where it did not, or none could be chosen
     * @param baselines metrics on the test part by baseline, without those that were skipped
     * @param artifactHashes SHA-256 by path below the task's output
     */
    record Succeeded(
            int epochs,
            int bestEpoch,
            String weightsHash,
            FitFacts fit,
            Map<String, Metrics> metrics,
            @Nullable Double threshold,
            Map<String, Metrics> baselines,
            Map<String, String> artifactHashes,
            Map<String, String> environment)
            implements Outcome {}

    /**
     * A fold is measured.
     *
     * @param metrics of the held-out rows, by model: {@code network} and the baselines
     * @param losses of the network
     * @param transformHash of the transform that was fitted to the fold's training rows
     */
    record FoldMeasured(
            int repetition,
            int fold,
            int epochs,
            int bestEpoch,
            double seconds,
            Losses losses,
            String transformHash,
            Map<String, Metrics> metrics)
            implements Outcome {}

    /**
     * A trial is measured.
     *
     * @param ended whether more epochs would change nothing: all were run, or the fit stopped
     * @param validationLoss of the best epoch
     * @param metrics by part
     */
    record TrialMeasured(
            int epochs,
            int bestEpoch,
            boolean ended,
            double seconds,
            double validationLoss,
            Losses losses,
            Map<String, Metrics> metrics)
            implements Outcome {

        /** The same for a trial that nobody will go on with. */
        public TrialMeasured forGood() {
            return new TrialMeasured(
                    epochs, bestEpoch, true, seconds, validationLoss, losses, metrics);
        }
    }

    /** What each epoch came to, told once at the end: the first element is of epoch 1. */
    record Losses(List<Double> training, List<Double> validation) {

        static Losses of(Fitted fitted) {
            return new Losses(
                    fitted.history().stream().map(Epoch::loss).toList(),
                    fitted.history().stream().map(Epoch::validationLoss).toList());
        }
    }

    /** All baselines are measured, or skipped with a reason. */
    record BaselinesMeasured(List<EvaluationReport.Baseline> baselines) implements Outcome {}

    /**
     * How a fit went.
     *
     * @param seconds of all epochs
     * @param loaderShare of those, in which the network waited for rows
     * @param epochsSaved asked for and not run, when it stopped early
     */
    record FitFacts(
            Ending ending,
            double seconds,
            double loaderShare,
            int epochsSaved,
            List<Finding> findings) {

        static FitFacts of(Fitted fitted, int epochsAsked) {
            return new FitFacts(
                    fitted.ending(),
                    fitted.seconds(),
                    fitted.loaderShare(),
                    epochsAsked - fitted.epochs(),
                    fitted.findings());
        }
    }

    /** The same would happen again: no other worker needs to try. */
    record Failed(Failure failure) implements WorkerReport {}
}
