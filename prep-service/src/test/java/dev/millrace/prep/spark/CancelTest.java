package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelTest extends PrepServiceTest {

    /** Eight thousand million combinations: minutes, unless something stops it. */
    @Test
    void stopsTheTasksOfACancelledJob() {
        var endless =
                recipe(
                        """
                        select a.* from patients a, patients b, patients c
                         where a.Age + b.Age + c.Age < 0\
                        """);
        Job job =
                prep().prepare(null, null, request(dataset(PATIENT, patients(2000)), endless))
                        .getBody();
        await().atMost(Duration.ofSeconds(60)).until(() -> activeTasks() > 0 && isDividing(job));

        jobs().cancel(job.id());

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        await().atMost(Duration.ofSeconds(60)).until(() -> activeTasks() == 0);
        assertThat(store.list("prep/preparation/" + job.id() + "/")).isEmpty();
    }

    private boolean isDividing(Job job) {
        return jobs().find(job.id()).message().startsWith("Dividing");
    }

    private int activeTasks() {
        return session().sparkContext().statusTracker().getActiveJobIds().length;
    }
}
