package dev.millrace.training.automl;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.study.Goal;
import java.util.List;
import java.util.Map;

/**
 * An automl that can work.
 *
 * @param prospects presets that suit the data, in the order in which they are tried
 */
record AutoMlPlan(AutoMlRequest request, PreparedData data, Goal goal, List<Prospect> prospects) {

    /** What stands for all of them in what is said of the job. */
    Accepted base() {
        return Accepted.fromScratch(prospects.getFirst().request(), data);
    }

    /** The preset that a point names. */
    Prospect prospect(Map<String, Object> point) {
        var preset = point.get(AutoMlCheck.PRESET);
        return prospects.stream()
                .filter(prospect -> prospect.name().equals(preset))
                .findFirst()
                .orElseThrow();
    }
}
