package dev.millrace.prep.spark;

import dev.millrace.kit.job.JobContext;
import dev.millrace.prep.dataset.Input;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.springframework.stereotype.Component;

/** Runs the work of one job in a session of its own, so that a cancelled job stops its tasks. */
@Component
class SparkJobs {

    interface Work<T> {
        T in(SparkSession session) throws Exception;
    }

    private final SparkSessions sessions;

    SparkJobs(SparkSessions sessions) {
        this.sessions = sessions;
    }

    <T> T run(JobContext context, List<Input> inputs, Work<T> work) throws Exception {
        SparkSession session = sessions.open(rows(inputs));
        var spark = session.sparkContext();
        String group = "millrace-" + context.id() + "-" + context.attempt();
        spark.setJobGroup(group, "", true);
        // Future ones too: the cancel may come between two of Spark's jobs.
        context.onInterrupt(() -> spark.cancelJobGroupAndFutureJobs(group));
        // Spark asks the thread, not the frame, for the settings by which rows become Java objects,
        // and a thread without a session has Spark's defaults: java.sql.Date for a DATE.
        SparkSession.setActiveSession(session);
        try {
            return work.in(session);
        } catch (Exception failed) {
            context.checkStillOurs(); // an interruption is not a failure of the data
            throw SparkFailures.job(failed);
        } finally {
            SparkSession.clearActiveSession();
            spark.clearJobGroup();
        }
    }

    private static long rows(List<Input> inputs) {
        return inputs.stream().mapToLong(input -> input.version().rows()).sum();
    }
}
