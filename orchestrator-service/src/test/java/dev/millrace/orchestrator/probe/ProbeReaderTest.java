package dev.millrace.orchestrator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.orchestrator.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What people may write of what is to be looked for. */
class ProbeReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Mistake> mistakes = new ArrayList<>();

    private Probe read(String json) {
        return ProbeReader.read(JSON.readValue(json, Watched.class), "on", mistakes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | on",
                "{'dataset': 'a', 'event': {'name': 'b'}} | on",
                "{'dataset': 'No Name'} | on.dataset",
                "{'s3': {'bucket': 'b'}} | on.s3",
                "{'s3': {'key': 'a', 'prefix': 'b'}} | on.s3",
                "{'http': {'url': 'ftp://x/'}} | on.http.url",
                "{'http': {'url': 'not an address'}} | on.http.url",
                "{'http': {'url': 'http://x/', 'where': 'body.ready'}} | on.http.where",
                "{'http': {'url': 'http://x/', 'where': '${steps.a.b} == 1'}} | on.http.where",
                "{'pipeline': {'name': 'A'}} | on.pipeline.name"
            })
    void refusesWhatCannotBeLookedForAndNamesTheField(String on, String field) {
        assertThat(read(on.replace('\'', '"'))).isNull();
        assertThat(mistakes).singleElement().extracting(Mistake::field).isEqualTo(field);
    }

    @Test
    void aConditionOnTheBodyIsWrittenWithOrWithoutBraces() {
        for (var where :
                List.of(
                        "body.state == 'ready' and body.rows > 2",
                        "${body.state} == 'ready' and ${body.rows} > 2")) {
            var probe =
                    (Probe.Answers)
                            read(
                                    JSON.writeValueAsString(
                                            Map.of(
                                                    "http",
                                                    Map.of("url", "http://x/", "where", where))));
            assertThat(probe.where().holds(Map.of("state", "ready", "rows", 3))).isTrue();
            assertThat(probe.where().holds(Map.of("state", "ready", "rows", 2))).isFalse();
            assertThat(probe.where().holds(Map.of("rows", 3))).as("a field is missing").isFalse();
            assertThat(probe.where().holds(null)).as("no JSON").isFalse();
        }
    }

    @Test
    void knowsWhichFactsItsFindingsHave() {
        var ends = read("{\"pipeline\": {\"name\": \"a\"}}");
        assertThat(ends.hasFact("run")).isTrue();
        assertThat(ends.hasFact("outputs.model")).isTrue();
        assertThat(ends.hasFact("run.id")).isFalse();
        assertThat(ends.hasFact("uri")).isFalse();
    }
}
