package dev.millrace.training.job;

import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.launch.WorkerSettings;
import dev.millrace.training.plan.DataCheck;
import dev.millrace.training.plan.EvaluationCheck;
import dev.millrace.training.plan.PlanCheck;
import dev.millrace.training.plan.TrainingPlan;
import dev.millrace.training.registry.Registry;
import dev.millrace.training.tracking.Limits;
import org.springframework.stereotype.Component;

/** Refuses what cannot be trained, before a job is accepted. */
@Component
class RequestCheck {

    private final PrepApi prep;
    private final WorkerSettings workers;

    RequestCheck(PrepApi prep, WorkerSettings workers) {
        this.prep = prep;
        this.workers = workers;
    }

    /** Answers the data that the request names. */
    PreparedData require(TrainRequest request) {
        PlanCheck.require(request);
        if (request.alias() != null) {
            Registry.requireAlias(request.alias());
        }
        if (request.tags() != null) {
            Limits.requireTags(request.tags());
        }
        var data = prep.find(request.preparedData());
        EvaluationCheck.require(request.evaluation(), data.target().kind());
        DataCheck.require(data, TrainingPlan.of(request, data), workers.heap().toBytes());
        return data;
    }
}
