package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ServingTest extends InferenceTest {

    private static final Map<String, Object> ROW =
            Map.of(
                    "Glucose",
                    148.5,
                    "Age",
                    50,
                    "City",
                    "Bern",
                    "Smoker",
                    true,
                    "Trace",
                    List.of(1, 2.5, 3, 4, 5),
                    "Ward",
                    3);

    private static TrainedModel model;

    @BeforeEach
    void deployOnce() {
        if (model == null) {
            model = new TrainedModel("diabetes", 1, Kind.BINARY).register(store, TRAINING);
            deployed(http(), "diabetes", "diabetes@1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryRowAsItWasAnsweredInTraining(Kind kind) {
        String name = "kind-" + kind.name().toLowerCase(java.util.Locale.ROOT);
        var trained = new TrainedModel(name, 3, kind).register(store, TRAINING);

        JsonNode job = deploy(http(), name, name + "@champion");
        var rows = trained.golden.stream().map(GoldenRow::row).toArray();
        var together = predict(http(), name, rows);

        assertThat(job.path("result"))
                .hasToString(
                        "{\"endpoint\":\"%s\",\"goldenRows\":50,\"modelVersion\":\"%s@3\"}"
                                .formatted(name, name));
        assertThat(together.status()).as("%s", together.body()).isEqualTo(200);
        assertThat(together.body().path("modelVersion").asString()).isEqualTo(name + "@3");
        for (int i = 0; i < rows.length; i++) {
            var golden = trained.golden.get(i);
            assertSame(trained, golden, together.body().path("predictions").get(i));
            assertSame(trained, golden, predict(http(), name, rows[i]).body().at("/predictions/0"));
        }
    }

    private static void assertSame(TrainedModel trained, GoldenRow golden, JsonNode prediction) {
        switch (trained.transform.target().kind()) {
            case REGRESSION, NONE -> {
                double expected = ((Number) golden.prediction()).doubleValue();
                assertThat(prediction.path("value").asDouble())
                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
                assertThat(prediction.has("probabilities")).isFalse();
            }
            case BINARY -> {
                assertThat(prediction.path("value").isIntegralNumber()).isTrue();
                assertThat((Object) prediction.path("value").asLong())
                        .isEqualTo(golden.prediction());
                assertThat(prediction.at("/probabilities/1").asDouble())
                        .isCloseTo(golden.output()[0], within(1e-6));
            }
            case MULTICLASS -> {
                assertThat(prediction.path("value").asString()).isEqualTo(golden.prediction());
                assertThat(prediction.at("/probabilities/medium").asDouble())
                        .isCloseTo(golden.output()[2], within(1e-6));
            }
        }
    }

    @Test
    void saysWhatAnEndpointServesAndNeeds() {
        var endpoint = http().get("/v1/endpoints/diabetes").body();

        assertThat(endpoint.path("modelVersion").asString()).isEqualTo("diabetes@1");
        assertThat(endpoint.path("ready").asBoolean()).isTrue();
        assertThat(endpoint.path("problem").isNull()).isTrue();
        assertThat(endpoint.path("updatedBy").asString()).isEqualTo("anonymous");
        assertThat(endpoint.at("/inputs/1")).hasToString("{\"name\":\"Age\",\"type\":\"LONG\"}");
        assertThat(http().get("/v1/endpoints").body())
                .anySatisfy(listed -> assertThat(listed).isEqualTo(endpoint));
        assertThat(TRAINING.references()).contains("diabetes@1 by endpoint-diabetes");
    }

    @Test
    void listsEveryMistakeAtItsRowAndColumn() {
        var answer =
                predict(
                        http(),
                        "diabetes",
                        ROW,
                        Map.of(
                                "Glucose",
                                "148",
                                "Age",
                                50.5,
                                "City",
                                7,
                                "Smoker",
                                "yes",
                                "Agee",
                                1,
                                "Trace",
                                List.of(1, "2"),
                                "Ward",
                                3),
                        Map.of(
                                "Glucose", 148, "Age", 50, "City", "Bern", "Trace", List.of(),
                                "Ward", 3));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().path("mistakes"))
                .extracting(mistake -> mistake.path("field").asString())
                .containsExactly(
                        "rows[1].Glucose",
                        "rows[1].Age",
                        "rows[1].City",
                        "rows[1].Smoker",
                        "rows[1].Trace",
                        "rows[1].Agee",
                        "rows[2].Smoker");
        assertThat(answer.body().at("/mistakes/1/message").asString())
                .isEqualTo("is 50.5; expected is a whole number of at most 64 bits");
        assertThat(answer.body().at("/mistakes/6/message").asString())
                .isEqualTo("is missing; expected is true or false");
    }

    @Test
    void takesNullOnlyWhereTheTransformHasANumberForIt() {
        String withNull =
                """
                {"rows": [{"Glucose": %s, "Age": %s, "City": "Bern", "Smoker": true, "Trace": [1, 2, 3, 4, 5], "Ward": 3}]}
                """;

        var imputed =
                http().post("/v1/endpoints/diabetes/predictions", withNull.formatted("null", "50"));
        var refused =
                http().post(
                                "/v1/endpoints/diabetes/predictions",
                                withNull.formatted("148", "null"));

        assertThat(imputed.status()).as("%s", imputed.body()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/mistakes/0/field").asString()).isEqualTo("rows[0].Age");
    }

    @Test
    void refusesAnArrayOfAnotherLengthOrWithoutAnElement() {
        var answer =
                predict(
                        http(),
                        "diabetes",
                        with("Trace", List.of(1, 2, 3)),
                        with("Trace", Arrays.asList(1, 2, null, 4, 5)),
                        with("Trace", null));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("mistakes"))
                .extracting(mistake -> mistake.path("message").asString())
                .containsExactly(
                        "Trace has 3 elements; 5 are expected, as in the training data",
                        "Trace[2] has no value; every element of an array needs one",
                        "Trace has no value; give an array, or filter such rows in the recipe's SQL");
        assertThat(http().get("/v1/endpoints/diabetes").body().at("/inputs/4"))
                .hasToString("{\"name\":\"Trace\",\"type\":\"DOUBLE_ARRAY\"}");
    }

    @Test
    void refusesANumberThatAnEmbeddingHasNoVectorFor() {
        var answer =
                predict(
                        http(),
                        "diabetes",
                        with("Ward", 4),
                        with("Ward", -1),
                        with("Ward", 0L),
                        ROW);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("mistakes"))
                .extracting(mistake -> mistake.path("field").asString())
                .containsExactly("rows[0].Ward", "rows[1].Ward");
        assertThat(answer.body().path("mistakes"))
                .extracting(mistake -> mistake.path("message").asString())
                .containsExactly(
                        "Ward is 4; the model has embeddings of the whole numbers 0 to 3 there",
                        "Ward is -1; the model has embeddings of the whole numbers 0 to 3 there");
    }

    private static Map<String, Object> with(String column, Object value) {
        var row = new HashMap<>(ROW);
        row.put(column, value);
        return row;
    }

    @Test
    void refusesWhatIsNoListOfRows() {
        for (String body :
                List.of("{\"rows\": []}", "{}", "[]", "{\"rows\": [1]}", "{\"rows\"", "")) {
            var answer = http().post("/v1/endpoints/diabetes/predictions", body);

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).as(body).isEqualTo("INVALID_REQUEST");
        }
        assertThat(http().post("/v1/endpoints/diabetes/predictions", "{\"rows\": [null]}").status())
                .isEqualTo(400);
    }

    @Test
    void refusesABodyOverTheLimitHoweverItIsSent() {
        byte[] large =
                ("{\"rows\": [" + " ".repeat(300_000) + "]}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        var announced =
                http().post(
                                "/v1/endpoints/diabetes/predictions",
                                new String(large, java.nio.charset.StandardCharsets.UTF_8));
        var chunked =
                http().post(
                                "/v1/endpoints/diabetes/predictions",
                                java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(large)));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void refusesAnUnknownEndpoint() {
        var answer = predict(http(), "nobody", ROW);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ENDPOINT_NOT_FOUND");
        assertThat(http().get("/v1/endpoints/nobody").code()).isEqualTo("ENDPOINT_NOT_FOUND");
    }

    @Test
    void refusesToDeployWhatIsNotThere() {
        JsonNode job = deploy(http(), "ghost", "ghost@1");
        var malformed =
                http().post("/v1/endpoints", Map.of("endpoint", "No Name", "model", "diabetes"));

        assertThat(job.path("state").asString()).isEqualTo("FAILED");
        assertThat(job.at("/failure/code").asString()).isEqualTo("MODEL_NOT_FOUND");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(http().get("/v1/endpoints/ghost").status()).isEqualTo(404);
        TRAINING.registerExternal("elsewhere", 1);
        JsonNode external = deploy(http(), "ghost", "elsewhere@1");
        assertThat(external.at("/failure/code").asString()).isEqualTo("MODEL_EXTERNAL");
        assertThat(external.at("/failure/message").asString()).contains("was not trained here");
        assertThat(http().get("/v1/endpoints/ghost").status()).isEqualTo(404);
    }

    @Test
    void answersNoMoreOnceDeletedAndGivesTheVersionBack() {
        new TrainedModel("fleeting", 1, Kind.BINARY).register(store, TRAINING);
        deployed(http(), "fleeting", "fleeting@1");
        assertThat(TRAINING.references()).contains("fleeting@1 by endpoint-fleeting");

        assertThat(http().delete("/v1/endpoints/fleeting").status()).isEqualTo(200);
        assertThat(http().delete("/v1/endpoints/fleeting").status()).isEqualTo(200);

        await().untilAsserted(
                        () -> assertThat(predict(http(), "fleeting", ROW).status()).isEqualTo(404));
        await().untilAsserted(() ->
                assertThat(TRAINING.references())
                        .noneMatch(reference -> reference.startsWith("fleeting")));
    }

    @Test
    void answersInParallelAsItDoesOneAfterTheOther() throws Exception {
        var rows = model.golden.stream().map(GoldenRow::row).toList();
        List<JsonNode> alone = rows.stream().map(this::predictionOf).toList();

        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers =
                    clients.invokeAll(
                            IntStream.range(0, 400)
                                    .<java.util.concurrent.Callable<JsonNode>>mapToObj(
                                            i -> () -> predictionOf(rows.get(i % rows.size())))
                                    .toList());

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(alone.get(i % rows.size()));
            }
        }
    }

    private JsonNode predictionOf(Map<String, ?> row) {
        return predict(http(), "diabetes", row).body().path("predictions");
    }

    @Test
    void countsRowsAndTimesRequestsByEndpoint() {
        predict(http(), "diabetes", ROW, ROW);
        predict(http(), "nobody", ROW);

        assertThat(measurement("millrace.predictions?tag=endpoint:diabetes"))
                .isGreaterThanOrEqualTo(2);
        assertThat(
                        measurement(
                                "millrace.prediction.seconds?tag=endpoint:diabetes&tag=outcome:success"))
                .isGreaterThanOrEqualTo(1);
        assertThat(
                        measurement(
                                "millrace.prediction.seconds?tag=endpoint:unknown&tag=outcome:refused"))
                .isGreaterThanOrEqualTo(1);
        assertThat(measurement("millrace.endpoints.ready")).isGreaterThanOrEqualTo(1);
    }

    private double measurement(String metric) {
        return http().get("/actuator/metrics/" + metric)
                .body()
                .at("/measurements/0/value")
                .asDouble();
    }
}
