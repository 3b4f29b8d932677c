package dev.millrace.training.study;

import dev.millrace.contracts.training.Study.State;
import dev.millrace.training.job.Trainings.Trained;
import dev.millrace.training.search.Candidate;
import dev.millrace.training.search.Importance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of a study. */
record Found(List<TrialRow> trials, TrialRow best, @Nullable Trained trained) {

    List<TrialRow> in(State state) {
        return trials.stream().filter(trial -> trial.state() == state).toList();
    }

    /** How much each parameter decided, as shares of 1. */
    Map<String, Double> importance(StudyPlan plan) {
        var tried =
                trials.stream()
                        .map(trial -> trial.candidate(plan.goal()))
                        .map(Candidate::tried)
                        .toList();
        return Importance.of(plan.space(), tried, plan.request().seed());
    }

    /** What a job's result tells of the trials. */
    Map<String, Object> facts(StudyPlan plan) {
        var pruned = in(State.PRUNED);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("bestTrial", best.number());
        facts.put("value", Objects.requireNonNull(best.value()));
        facts.put("params", best.params());
        facts.put("trials", trials.size());
        facts.put("trialsPruned", pruned.size());
        facts.put("trialsFailed", in(State.FAILED).size());
        facts.put("epochsSaved", Studies.saved(pruned, plan.request()));
        return facts;
    }
}
