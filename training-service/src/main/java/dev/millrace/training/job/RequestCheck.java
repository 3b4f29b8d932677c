package dev.millrace.training.job;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.data.StoredTransform;
import dev.millrace.training.launch.WorkerSettings;
import dev.millrace.training.plan.DataCheck;
import dev.millrace.training.plan.DataFacts;
import dev.millrace.training.plan.EvaluationCheck;
import dev.millrace.training.plan.Frozen;
import dev.millrace.training.plan.MemoryCheck;
import dev.millrace.training.plan.PlanCheck;
import dev.millrace.training.plan.Resolution;
import dev.millrace.training.plan.TrainingPlan;
import dev.millrace.training.pretrained.Pretrained;
import dev.millrace.training.registry.Registry;
import dev.millrace.training.tracking.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Refuses what cannot be trained, before a job is accepted. */
@Component
public class RequestCheck {

    private final PrepApi prep;
    private final Parents parents;
    private final ObjectStore store;
    private final MemoryCheck memory;

    RequestCheck(PrepApi prep, Parents parents, ObjectStore store, WorkerSettings workers) {
        this.prep = prep;
        this.parents = parents;
        this.store = store;
        memory = new MemoryCheck(workers.heap().toBytes(), workers.engineMemory().toBytes());
    }

    /**
     * What is to be trained.
     *
     * @param request with nothing left open
     * @param preset that its layers come from
     * @param start null for random weights
     */
    public record Accepted(
            TrainRequest request,
            PreparedData data,
            @Nullable Preset preset,
            @Nullable Pretrained start) {

        /**
         * @param request with nothing left open
         */
        public static Accepted fromScratch(TrainRequest request, PreparedData data) {
            return new Accepted(request, data, null, null);
        }
    }

    /** The same for one of many fits, which start from random weights to be comparable. */
    public Accepted requireFromScratch(TrainRequest posted) {
        if (posted.fineTune() != null) {
            throw single(
                    "fineTune",
                    "is for a single training; many fits that are compared start from scratch");
        }
        if (posted.fitTo() != FitTo.TRAIN) {
            throw single(
                    "fitTo",
                    "is for a single training; fits that are compared need their validation part");
        }
        return require(posted);
    }

    private static PlatformException single(String field, String message) {
        return new PlatformException(
                FailureCode.INVALID_REQUEST,
                field + " " + message,
                List.of(Mistake.in(field, message)));
    }

    /** Answers what the request means for the data that it names. */
    public Accepted require(TrainRequest posted) {
        if (posted.alias() != null) {
            Registry.requireAlias(posted.alias());
        }
        if (posted.tags() != null) {
            Limits.requireTags(posted.tags());
        }
        var data = prep.find(posted.preparedData());
        PlanCheck.require(posted, data);
        EvaluationCheck.require(posted.evaluation(), data.target().kind());
        DataCheck.require(data);
        var facts = DataFacts.of(StoredTransform.read(data, store), data.trainRows());
        var request = Resolution.of(posted, facts);
        var network = TrainingPlan.network(request, data);
        memory.require(request, network);
        var fineTune = request.fineTune();
        if (fineTune == null) {
            return new Accepted(request, data, posted.preset(), null);
        }
        var start = parents.find(fineTune.from()).startOf(network, facts, Frozen.layers(fineTune));
        // An alias may move; what was trained must say from what.
        var exact = request.change().fineTune(fineTune.from(start.version())).build();
        return new Accepted(exact, data, posted.preset(), start);
    }
}
