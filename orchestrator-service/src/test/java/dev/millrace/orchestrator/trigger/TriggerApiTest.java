package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.TriggerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.core.type.TypeReference;

/** What callers see over HTTP, right and wrong. */
class TriggerApiTest extends TriggerTests {

    private record Answer(HttpStatusCode status, String body) {}

    @Autowired S3Client s3;

    private Answer send(String method, String path, String body) {
        return http().method(HttpMethod.valueOf(method))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange((request, response) ->
                        new Answer(
                                response.getStatusCode(),
                                new String(response.getBody().readAllBytes())));
    }

    private Map<String, String> mistakes(String name, String body) {
        var answer = send("PUT", "/v1/triggers/" + name, body);
        assertThat(answer.status().value()).as(answer.body()).isEqualTo(400);
        return json
                .convertValue(
                        json.readTree(answer.body()).get("mistakes"),
                        new TypeReference<List<Map<String, String>>>() {})
                .stream()
                .collect(Collectors.toMap(each -> each.get("field"), each -> each.get("message")));
    }

    @Test
    void theGuidesExampleIsWrittenReadListedPausedAndDeleted() throws IOException {
        runs.post("pipeline: orders\nparameters: {data: null}\nsteps: {a: {type: noop}}");
        s3.createBucket(request -> request.bucket("landing"));
        var guide = Files.readString(Path.of("../docs/guide/triggers.md"));
        var body = guide.substring(guide.indexOf("-d '{") + 4, guide.indexOf("}'") + 1);

        var written = send("PUT", "/v1/triggers/orders-landed", body);
        assertThat(written.status().value()).as(written.body()).isEqualTo(200);
        assertThat(written.body())
                .contains("\"from\":\"now\"", "\"parallel\":2", "\"trouble\":null");
        assertThat(send("PUT", "/v1/triggers/orders-landed", body).status().value()).isEqualTo(200);
        assertThat(http().get().uri("/v1/triggers?pipeline=orders").retrieve().body(String.class))
                .contains("\"orders-landed\"");
        assertThat(send("POST", "/v1/triggers/orders-landed/pause", "").body())
                .contains("\"paused\":true");
        assertThat(send("PUT", "/v1/triggers/orders-landed", body).body())
                .as("nothing was said of pausing")
                .contains("\"paused\":true");
        assertThat(send("DELETE", "/v1/triggers/orders-landed", "").status().value())
                .isEqualTo(204);
        var gone = send("POST", "/v1/triggers/orders-landed/resume", "");
        assertThat(gone.status().value()).isEqualTo(404);
        assertThat(gone.body()).contains("TRIGGER_NOT_FOUND");
    }

    @Test
    void everyMistakeIsNamedByItsField() {
        assertThat(
                        mistakes(
                                "No-Name",
                                """
                                {"pipeline": "nope", "every": "1ms", "on": {"s3": {}}}\
                                """))
                .containsOnlyKeys("name", "every", "on.s3", "pipeline");
        assertThat(
                        mistakes(
                                "t",
                                """
                                {"pipeline": "taker", "version": 99, "on": {"dataset": "d"}}\
                                """))
                .containsOnlyKeys("version");
        assertThat(
                        mistakes(
                                "t",
                                """
                                {"pipeline": "taker", "on": {"dataset": "d"},
                                 "parameters": {"of": "${event.uri}", "size": "${event.rows", "x": "${event.rows}"}}\
                                """))
                .containsOnlyKeys("parameters.of", "parameters.size", "parameters.x");
        assertThat(
                        mistakes(
                                "t",
                                "{\"pipeline\": \"taker\", \"on\": {\"dataset\": \"d\"}, \"parallel\": 0}"))
                .containsOnlyKeys("parallel");
    }

    @Test
    void whatCannotBeAskedIsToldWhenTheTriggerIsWritten() {
        var wrong =
                send(
                        "PUT",
                        "/v1/triggers/t",
                        """
                        {"pipeline": "taker", "on": {"sql": {"connection": "house", "query": "select count(*) from nowhere"}}}\
                        """);
        assertThat(wrong.status().value()).isEqualTo(400);
        assertThat(wrong.body()).contains("connection 'house' gives no number", "nowhere");
        var unknown =
                send(
                        "PUT",
                        "/v1/triggers/t",
                        """
                        {"pipeline": "taker", "on": {"sql": {"connection": "other", "query": "select 1"}}}\
                        """);
        assertThat(unknown.body()).contains("no connection 'other'", "house");
        var writes =
                send(
                        "PUT",
                        "/v1/triggers/t",
                        """
                        {"pipeline": "taker", "on": {"sql": {"connection": "house",
                         "query": "with gone as (delete from pipeline returning 1) select count(*) from gone"}}}\
                        """);
        assertThat(writes.body()).contains("read-only transaction");
    }

    @Test
    void triggersThatWouldStartEachOtherForEverAreRefused() {
        runs.post("pipeline: one\nsteps: {a: {type: noop}}");
        runs.post("pipeline: two\nsteps: {a: {type: noop}}");
        assertThat(
                        mistakes(
                                "self",
                                "{\"pipeline\": \"one\", \"on\": {\"pipeline\": {\"name\": \"one\"}}}"))
                .containsOnlyKeys("on.pipeline.name");
        put("there", "{\"pipeline\": \"two\", \"on\": {\"pipeline\": {\"name\": \"one\"}}}");
        assertThat(
                        mistakes(
                                "back",
                                "{\"pipeline\": \"one\", \"on\": {\"pipeline\": {\"name\": \"two\"}}}"))
                .containsOnlyKeys("on.pipeline.name");
    }

    @Test
    void theDocumentationOfTheApiShowsExamples() {
        var documentation = http().get().uri("/v3/api-docs").retrieve().body(String.class);
        assertThat(documentation).contains("/v1/triggers/{name}/findings", "orders-landed");
    }

    @Test
    void aRequestIsReadStrictly() {
        var request =
                json.readValue(
                        "{\"pipeline\": \"p\", \"on\": {\"pipeline\": {\"name\": \"q\", \"state\": \"failed\"}}}",
                        TriggerRequest.class);
        assertThat(json.readValue(json.writeValueAsString(request), TriggerRequest.class))
                .isEqualTo(request);
        assertThat(
                        send(
                                        "PUT",
                                        "/v1/triggers/t",
                                        "{\"pipeline\": \"taker\", \"on\": {\"s4\": {}}}")
                                .status()
                                .value())
                .isEqualTo(400);
    }
}
