package dev.millrace.kit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import dev.millrace.kit.test.RealParts;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A job outlives the service that runs it. */
class HandingBackTest {

    private final Map<String, Object> database = new HashMap<>(RealParts.fresh());

    @Test
    void aJobWhoseServiceIsStoppedIsStartedOverByTheNext() {
        UUID id;
        try (var first = service()) {
            id =
                    first.getBean(Jobs.class)
                            .submit(
                                    "test",
                                    new TestService.Work("wait on the first attempt"),
                                    null,
                                    null)
                            .getBody()
                            .id();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> first.getBean(Jobs.class).find(id).progress() > 0);
        }

        try (var second = service()) {
            Job ended =
                    await().atMost(20, TimeUnit.SECONDS)
                            .until(
                                    () -> second.getBean(Jobs.class).find(id),
                                    job -> job.state().isTerminal());

            assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(ended.attempt()).isEqualTo(2);
        }
    }

    @Test
    void aServiceThatIsPausedAndStartedAgainTakesJobsUpAgain() {
        try (var service = service()) {
            service.stop();
            service.start();
            var jobs = service.getBean(Jobs.class);
            UUID id =
                    jobs.submit("test", new TestService.Work("succeed"), null, null).getBody().id();

            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> jobs.find(id).state() == JobState.SUCCEEDED);
        }
    }

    private ConfigurableApplicationContext service() {
        var settings = new HashMap<>(database);
        settings.put("server.port", "0");
        return new SpringApplicationBuilder(TestService.class)
                .run(
                        settings.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
    }
}
