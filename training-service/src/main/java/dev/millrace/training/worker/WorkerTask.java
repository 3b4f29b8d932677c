package dev.millrace.training.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.Folding;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.pretrained.Pretrained;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line that a worker reads as soon as there is something to do; one follows the other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerTask.Train.class, name = "train"),
    @JsonSubTypes.Type(value = WorkerTask.Fold.class, name = "fold"),
    @JsonSubTypes.Type(value = WorkerTask.Trial.class, name = "trial"),
    @JsonSubTypes.Type(value = WorkerTask.Baselines.class, name = "baselines"),
})
public sealed interface WorkerTask {

    /** Where to POST lists of {@link WorkerReport}. */
    URI reports();

    PreparedData data();

    TrainRequest request();

    /**
     * Fits a network and stores all that a model version needs.
     *
     * @param start null for random weights
     * @param baselines of the same data, where they are measured already; null: measure them
     * @param seconds ends the fit after the epoch in which they have passed, and skips baselines
     *     that are not done by then; null: no limit
     * @param output key prefix below which all artifacts go
     */
    record Train(
            URI reports,
            PreparedData data,
            TrainRequest request,
            @Nullable Pretrained start,
            @Nullable List<Baseline> baselines,
            @Nullable Double seconds,
            String output)
            implements WorkerTask {}

    /**
     * Fits transform and network to all folds but one, and measures them on that one.
     *
     * @param predictions key of the object that takes the predictions of the held-out rows
     */
    record Fold(
            URI reports,
            PreparedData data,
            TrainRequest request,
            Folding folding,
            int repetition,
            int fold,
            String predictions)
            implements WorkerTask {}

    /**
     * Fits a network and measures it; nothing is stored.
     *
     * @param until ends the fit after this epoch, as if it were the last; the request's own number
     *     of epochs still decides its schedule. Null for all of them
     * @param seconds ends the fit after the epoch in which they have passed; null: no limit
     * @param test whether the test part is measured too
     */
    record Trial(
            URI reports,
            PreparedData data,
            TrainRequest request,
            @Nullable Integer until,
            @Nullable Double seconds,
            boolean test)
            implements WorkerTask {}

    /**
     * Fits all baselines and measures them; nothing is stored.
     *
     * @param request names the seed
     * @param seconds those that are not done when they have passed are skipped
     */
    record Baselines(URI reports, PreparedData data, TrainRequest request, double seconds)
            implements WorkerTask {}
}
