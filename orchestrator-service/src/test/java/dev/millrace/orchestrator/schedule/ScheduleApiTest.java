package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.core.type.TypeReference;

/** What callers see over HTTP, right and wrong. */
class ScheduleApiTest extends ScheduleTests {

    private record Answer(HttpStatusCode status, String body) {}

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

    private Map<String, String> mistakes(String method, String path, String body) {
        var answer = send(method, path, body);
        assertThat(answer.status().value()).as(answer.body()).isEqualTo(400);
        var problem = json.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo("INVALID_REQUEST");
        return json
                .convertValue(
                        problem.get("mistakes"), new TypeReference<List<Map<String, String>>>() {})
                .stream()
                .collect(Collectors.toMap(each -> each.get("field"), each -> each.get("message")));
    }

    @Test
    void aScheduleIsWrittenReadListedAndDeleted() {
        var written =
                send(
                        "PUT",
                        "/v1/schedules/nightly",
                        """
                        {"pipeline": "quick", "cron": "30 2 * * MON-FRI", "zone": "Europe/Zurich", "overlap": "queue-one"}\
                        """);
        assertThat(written.status().value()).as(written.body()).isEqualTo(200);
        assertThat(written.body())
                .contains(
                        "\"overlap\":\"queue-one\"",
                        "\"catchUp\":\"none\"",
                        "2026-11-23T01:30:00Z");
        assertThat(http().get().uri("/v1/schedules?pipeline=quick").retrieve().body(String.class))
                .contains("\"nightly\"");
        assertThat(http().get().uri("/v1/schedules?pipeline=x").retrieve().body(String.class))
                .isEqualTo("[]");
        assertThat(send("POST", "/v1/schedules/nightly/run", "").status().value()).isEqualTo(202);
        assertThat(http().get().uri("/v1/schedules/nightly/firings").retrieve().body(String.class))
                .contains("RUN_NOW", "anonymous asked for it");
        assertThat(send("DELETE", "/v1/schedules/nightly", "").status().value()).isEqualTo(204);
        var gone = send("POST", "/v1/schedules/nightly/pause", "");
        assertThat(gone.status().value()).isEqualTo(404);
        assertThat(gone.body()).contains("SCHEDULE_NOT_FOUND");
    }

    @Test
    void everyMistakeIsNamedByItsField() {
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/Nightly",
                                """
                                {"pipeline": "quick", "cron": "61 * * * *", "zone": "Europe/Zuerich",
                                 "anchor": "2026-01-01T00:00:00Z", "parameters": {"at": "${schedule.day}"}}\
                                """))
                .containsOnlyKeys("name", "cron", "zone", "anchor", "parameters.at")
                .hasEntrySatisfying("zone", text -> assertThat(text).contains("Europe/Zuerich"))
                .hasEntrySatisfying(
                        "parameters.at",
                        text -> assertThat(text).contains("${schedule.day} is no fact"));
        assertThat(mistakes("PUT", "/v1/schedules/s", "{\"pipeline\": \"quick\"}"))
                .containsOnlyKeys("cron");
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/s",
                                "{\"pipeline\": \"nope\", \"every\": \"10ms\"}"))
                .containsOnlyKeys("pipeline", "every");
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/s",
                                "{\"pipeline\": \"held\", \"version\": 7, \"every\": \"1h\"}"))
                .containsOnlyKeys("version");
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/s",
                                "{\"pipeline\": \"quick\", \"cron\": \"0 0 30 2 *\", \"parameters\": {\"x\": 1}}"))
                .containsOnlyKeys("cron", "parameters.x");
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/s",
                                "{\"pipeline\": \"quick\", \"every\": \"1h\", \"catchUpLimit\": 5000}"))
                .containsOnlyKeys("catchUpLimit");
        assertThat(
                        mistakes(
                                "PUT",
                                "/v1/schedules/s",
                                "{\"pipeline\": \"quick\", \"every\": \"1h\", \"overlap\": \"never\"}"))
                .containsOnlyKeys("overlap");
    }

    @Test
    void aBackfillTooLongOrInTheFutureIsRefusedBeforeAnythingStarts() {
        put("back", "{\"pipeline\": \"quick\", \"every\": \"1m\"}");
        assertThat(
                        mistakes(
                                "POST",
                                "/v1/schedules/back/backfills",
                                "{\"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-20T00:00:00Z\"}"))
                .containsOnlyKeys("to")
                .hasEntrySatisfying(
                        "to", text -> assertThat(text).contains("1000", "2026-11-01T16:39:00Z"));
        assertThat(
                        mistakes(
                                "POST",
                                "/v1/schedules/back/backfills/preview",
                                "{\"from\": \"1969-11-01T00:00:00Z\", \"to\": \"2027-11-20T00:00:00Z\", \"parallel\": 1}"))
                .containsOnlyKeys("from", "to");
        assertThat(firings("back")).isEmpty();
    }

    @Test
    void theDocumentationOfTheApiShowsExamples() {
        var documentation = http().get().uri("/v3/api-docs").retrieve().body(String.class);
        assertThat(documentation)
                .contains(
                        "/v1/schedules/{name}/backfills/preview", "queue-one", "30 2 * * MON-FRI");
    }

    @Test
    void theGuidesExampleIsAccepted() throws IOException {
        runs.post(
                "pipeline: diabetes\nparameters: {data: null, from: null, to: null}\nsteps: {a: {type: noop}}");
        var guide = Files.readString(Path.of("../docs/guide/schedules.md"));
        var body = guide.substring(guide.indexOf("-d '{") + 4, guide.indexOf("}'") + 1);
        var written = send("PUT", "/v1/schedules/nightly", body);
        assertThat(written.status().value()).as(written.body()).isEqualTo(200);

        assertThat(send("POST", "/v1/schedules/nightly/run", "").status().value()).isEqualTo(202);
        var run = runs.run(firings("nightly").getFirst().run());
        assertThat(run.parameters())
                .containsEntry("from", "2026-11-20T01:30:00Z")
                .containsEntry("to", "2026-11-20T12:00:00Z");
    }
}
