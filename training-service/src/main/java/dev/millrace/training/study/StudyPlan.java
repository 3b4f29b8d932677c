package dev.millrace.training.study;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.training.search.Space;
import dev.millrace.training.search.Strategy;

/**
 * A study that can work.
 *
 * @param most trials
 */
record StudyPlan(
        StudyRequest request, PreparedData data, Space space, Strategy strategy, int most) {

    Goal goal() {
        return Goal.of(request);
    }
}
