package dev.millrace.orchestrator.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestrator.definition.StepType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UsesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void takesTheVersionsThatTheServiceFound() {
        assertThat(
                        uses(
                                StepType.PREPARE,
                                "{'inputs': {'a': 'diabetes@latest'}}",
                                "{'inputs': {'a': 'diabetes@3'}, 'preparedData': 'p'}"))
                .isEqualTo("[dataset:diabetes@3] -> [prepared:p]");
        assertThat(
                        uses(
                                StepType.DEPLOY,
                                "{'model': 'm@champion', 'endpoint': 'e'}",
                                "{'endpoint': 'e', 'modelVersion': 'm@7'}"))
                .isEqualTo("[model:m@7] -> [endpoint:e]");
        assertThat(
                        uses(
                                StepType.TRAIN,
                                "{'preparedData': 'p', 'fineTune': {'from': 'm@latest'}}",
                                "{'modelVersion': 'm@8', 'parent': 'm@7'}"))
                .isEqualTo("[prepared:p, model:m@7] -> [model:m@8]");
    }

    @Test
    void keepsSecretsOfAddressesToItself() {
        assertThat(
                        uses(
                                StepType.INGEST,
                                "{'source': 'https://ada:pw@data.example/x.csv?sig=s3cr3t#k'}",
                                "{'reference': 'd@1'}"))
                .isEqualTo("[source:https://data.example/x.csv] -> [dataset:d@1]");
        assertThat(uses(StepType.INGEST, "{'source': 's3://b/a@b.csv'}", "{'reference': 'd@1'}"))
                .isEqualTo("[source:s3://b/a@b.csv] -> [dataset:d@1]");
    }

    @Test
    void findsNothingInWhatItDoesNotKnow() {
        for (var type : StepType.values()) {
            assertThat(uses(type, "null", "{}")).as(type.name()).isEqualTo("[] -> []");
            assertThat(uses(type, "[1]", "{'modelVersion': {'a': 1}, 'inputs': 7}"))
                    .as(type.name())
                    .isEqualTo("[] -> []");
        }
    }

    private static String uses(StepType type, String request, String outputs) {
        var uses =
                Uses.of(
                        type,
                        JSON.readTree(request.replace('\'', '"')),
                        JSON.readTree(outputs.replace('\'', '"')));
        return uses.in() + " -> " + uses.out();
    }
}
