package dev.millrace.training.study;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.search.Space;
import dev.millrace.training.search.Strategy;

/**
 * A study that can work.
 *
 * @param base of its trials
 * @param most trials
 */
record StudyPlan(StudyRequest request, Accepted base, Space space, Strategy strategy, int most) {

    PreparedData data() {
        return base.data();
    }

    Goal goal() {
        return Goal.of(request);
    }
}
