package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Starts runs and jobs, and waits for their end. */
final class Work {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Http orchestrator;

    Work(Http orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Posts a pipeline and starts a run of it; the run's id. */
    String start(String pipeline, Map<String, Object> parameters) {
        var posted =
                orchestrator.post("/v1/pipelines", "application/yaml", pipeline.getBytes(UTF_8));
        var name = text(posted.ok(), "pipeline");
        var answer =
                orchestrator.post("/v1/runs", Map.of("pipeline", name, "parameters", parameters));
        assertThat(answer.status()).as("status of %s", answer).isBetween(200, 202);
        return text(answer.body(), "id");
    }

    JsonNode run(String id) {
        return orchestrator.get("/v1/runs/" + id).ok();
    }

    /** The run once it has ended, however. */
    JsonNode awaitRun(String id) {
        return await("the end of run " + id)
                .atMost(LONGEST)
                .pollInterval(POLL)
                .ignoreExceptions() // the orchestrator may be down just now
                .until(() -> run(id), Work::hasEnded);
    }

    /** The job once it has ended, however; {@code accepted} is what the POST answered. */
    static JsonNode awaitJob(Http service, Http.Answer accepted) {
        var id = text(accepted.require(202), "id");
        return await("the end of job " + id)
                .atMost(LONGEST)
                .pollInterval(POLL)
                .until(() -> service.get("/v1/jobs/" + id).ok(), Work::hasEnded);
    }

    private static boolean hasEnded(JsonNode runOrJob) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state(runOrJob));
    }
}
