package dev.millrace.training.automl;

import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.study.Board;
import dev.millrace.training.study.Goal;
import dev.millrace.training.study.TrialRow;
import java.util.LinkedHashMap;

/** Makes events and progress of what was measured; sets time aside for training the best. */
record Teller(JobContext context, Goal goal, Board board, Budget budget) {

    static void tell(JobContext context, Goal goal, Baseline baseline) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", baseline.kind().text());
        facts.put("seconds", baseline.seconds());
        var value = goal.value(baseline.metrics(), "validation");
        if (value != null) {
            facts.put("value", value);
        }
        context.event("baseline", facts);
    }

    void tell(TrialRow trial) {
        context.event("trial", trial.facts());
        var best = board.best();
        if (best != null) {
            budget.keepFor(best.progress().seconds());
            context.progress(
                    budget.share(),
                    "%d networks begun, best %s %.5g"
                            .formatted(board.trials().size(), goal.metric(), best.value()));
        }
    }
}
