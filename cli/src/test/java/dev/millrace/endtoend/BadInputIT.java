package dev.millrace.endtoend;

import static dev.millrace.endtoend.LivePlatform.stream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Wrong input gets a clear answer that names the place, and leaves nothing behind. */
@OnThePlatform
class BadInputIT {

    private static final String GOOD_ROWS =
            "size,colour,label\n"
                    + Stream.iterate(1, row -> row + 1)
                            .limit(60)
                            .map(row ->
                                    "%d,%s,%d\n"
                                            .formatted(row, row % 3 == 0 ? "red" : "blue", row % 2))
                            .collect(Collectors.joining());

    private final LivePlatform platform;

    BadInputIT(LivePlatform platform) {
        this.platform = platform;
    }

    /** What must be answered: a code, and words that the message or a mistake holds. */
    record Expected(String code, List<String> words) {

        static Expected answer(String code, String... words) {
            return new Expected(code, List.of(words));
        }
    }

    // --- sources

    record BadSource(String name, byte[] content, Expected expected) {

        BadSource(String name, String content, Expected expected) {
            this(name, content.getBytes(UTF_8), expected);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadSource> badSources() {
        return Stream.of(
                new BadSource("empty-file", "", Expected.answer("INVALID_DATA", "empty")),
                new BadSource("header-only", "a,b\n", Expected.answer("INVALID_DATA", "row")),
                new BadSource(
                        "ragged-row",
                        "a,b\n1,2\n3,4,5\n",
                        Expected.answer("INVALID_DATA", "line 3", "expected 2 values, found 3")),
                new BadSource(
                        "duplicate-column",
                        "a,b,a\n1,2,3\n",
                        Expected.answer("INVALID_DATA", "line 1", "columns 1 and 3", "\"a\"")),
                new BadSource(
                        "wrong-encoding",
                        "name\nAna\nJosé\n".getBytes(ISO_8859_1),
                        Expected.answer("INVALID_DATA", "line 3", "UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void refusesASourceThatCannotBeRead(BadSource source) throws IOException {
        var file = platform.file(source.name() + ".csv", source.content());

        requireRefusal(platform.ingest(), ingest(source.name(), file), source.expected());

        requireNoDataset(source.name());
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        var file = platform.file("gone.csv", "");
        Files.delete(file);

        requireRefusal(
                platform.ingest(),
                ingest("gone", file),
                Expected.answer("SOURCE_NOT_FOUND", file.toString()));

        requireNoDataset("gone");
    }

    private Http.Answer ingest(String dataset, Path file) {
        return platform.ingest()
                .post("/v1/ingestions", Map.of("dataset", dataset, "source", file.toString()));
    }

    private void requireNoDataset(String name) {
        var datasets = platform.ingest().get("/v1/datasets?limit=1000").ok();
        assertThat(stream(datasets).map(dataset -> dataset.path("name").asString()))
                .doesNotContain(name);
    }

    // --- recipes

    record BadRecipe(String name, String csv, String recipe, Expected expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRecipe> badRecipes() {
        return Stream.of(
                new BadRecipe(
                        "non-numeric-value",
                        GOOD_ROWS.replace("\n17,", "\nseventeen,"),
                        recipe("label", "size", ""),
                        Expected.answer("INVALID_RECIPE", "size", "line 18", "seventeen")),
                new BadRecipe(
                        "unknown-target",
                        GOOD_ROWS,
                        recipe("lable", "size", ""),
                        Expected.answer("INVALID_RECIPE", "lable")),
                new BadRecipe(
                        "unknown-column",
                        GOOD_ROWS,
                        recipe("label", "weight", ""),
                        Expected.answer("INVALID_RECIPE", "weight")),
                new BadRecipe(
                        "one-class",
                        GOOD_ROWS,
                        recipe("label", "size", "\"sql\": \"select * from rows where label = 1\","),
                        Expected.answer("UNTRAINABLE_DATA", "label", "class")),
                new BadRecipe(
                        "all-rows-filtered-out",
                        GOOD_ROWS,
                        recipe(
                                "label",
                                "size",
                                "\"clean\": [{\"type\": \"filter\", \"where\": \"size > 1000\"}],"),
                        Expected.answer("UNTRAINABLE_DATA", "row")));
    }

    private static String recipe(String target, String feature, String more) {
        return """
        {%s "target": {"column": "%s", "kind": "binary"},
         "features": [{"columns": ["%s"], "operations": [{"type": "standard"}]}]}\
        """
                .formatted(more, target, feature);
    }

    @ParameterizedTest
    @MethodSource("badRecipes")
    void refusesARecipeThatGivesNoTrainingData(BadRecipe bad) throws IOException {
        var file = platform.file(bad.name() + ".csv", bad.csv());
        var ingested = platform.awaitJob(platform.ingest(), ingest(bad.name(), file));
        assertThat(ingested.path("state").asString())
                .as("state of %s", ingested)
                .isEqualTo("SUCCEEDED");
        var body =
                "{\"inputs\": {\"rows\": \"%s@1\"}, \"recipe\": %s}"
                        .formatted(bad.name(), bad.recipe());

        requireRefusal(
                platform.prep(),
                platform.prep().postJson("/v1/preparations", body),
                bad.expected());

        var prepared = platform.prep().get("/v1/prepared-data?limit=1000").ok();
        assertThat(stream(prepared).map(data -> data.path("inputs").path("rows").asString()))
                .doesNotContain(bad.name() + "@1");
    }

    // --- pipelines

    record BadPipeline(String name, String text, int line, String words) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadPipeline> badPipelines() {
        return Stream.of(
                new BadPipeline(
                        "unknown-step-type", "  a: {type: trian}", 3, "unknown step type 'trian'"),
                new BadPipeline(
                        "unknown-needed-step",
                        "  a: {type: noop, needs: [b]}",
                        3,
                        "unknown step 'b'"),
                new BadPipeline(
                        "unknown-parameter",
                        "  a: {type: ingest, dataset: x, source: \"${parameters.file}\"}",
                        3,
                        "unknown parameter 'file'"),
                new BadPipeline(
                        "cycle",
                        "  a: {type: noop, needs: [b]}\n  b: {type: noop, needs: [a]}",
                        3,
                        "a -> b -> a"),
                new BadPipeline(
                        "missing-output",
                        """
                          a: {type: ingest, dataset: x, source: /x.csv}
                          b: {type: profile, dataset: "${steps.a.nothing}"}\
                        """,
                        4,
                        "no output 'nothing'"));
    }

    @ParameterizedTest
    @MethodSource("badPipelines")
    void refusesAWrongPipelineAtItsLine(BadPipeline bad) {
        var text = "pipeline: bad-%s\nsteps:\n%s\n".formatted(bad.name(), bad.text());

        var answer =
                platform.orchestrator()
                        .post("/v1/pipelines", "application/yaml", text.getBytes(UTF_8));

        answer.require(400);
        assertThat(answer.code()).isEqualTo("INVALID_PIPELINE");
        assertThat(stream(answer.body().path("mistakes")))
                .anySatisfy(mistake -> {
                    assertThat(mistake.path("line").asInt()).isEqualTo(bad.line());
                    assertThat(mistake.path("message").asString()).contains(bad.words());
                });
        var pipelines = platform.orchestrator().get("/v1/pipelines").ok();
        assertThat(stream(pipelines).map(pipeline -> pipeline.path("name").asString()))
                .doesNotContain("bad-" + bad.name());
    }

    @Test
    void refusesARunWithAnUnknownParameter() {
        platform.orchestrator()
                .post(
                        "/v1/pipelines",
                        "application/yaml",
                        "pipeline: idle\nsteps:\n  a: {type: noop}\n".getBytes(UTF_8))
                .ok();

        var answer =
                platform.orchestrator()
                        .post(
                                "/v1/runs",
                                Map.of("pipeline", "idle", "parameters", Map.of("speed", 3)));

        answer.require(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().toString()).contains("speed");
        assertThat(platform.orchestrator().get("/v1/runs?pipeline=idle").ok().size()).isZero();
    }

    // --- predictions

    record BadRow(String name, String row, String field) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRow> badRows() {
        return Stream.of(
                new BadRow(
                        "missing-field",
                        row("\"Age\": 50", "\"Pregnancies\": 1"),
                        "rows[0].Glucose"),
                new BadRow(
                        "extra-field",
                        row(
                                "\"Age\": 50, \"Pregnancies\": 1, \"Glucose\": 90, \"Shoe\": 43",
                                "\"BMI\": 30"),
                        "rows[0].Shoe"),
                new BadRow(
                        "mistyped-field",
                        row("\"Age\": 50, \"Pregnancies\": 1", "\"Glucose\": \"high\""),
                        "rows[0].Glucose"));
    }

    private static String row(String some, String more) {
        return """
        {"rows": [{%s, %s, "BloodPressure": 70, "SkinThickness": 30, "Insulin": 0,
          "DiabetesPedigreeFunction": 0.5}]}\
        """
                .formatted(some, more);
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void refusesARowThatIsNotWhatTheModelKnows(BadRow bad)
            throws IOException, InterruptedException {
        platform.requireDiabetesEndpoint();

        var answer = platform.inference().postJson("/v1/endpoints/diabetes/predictions", bad.row());

        answer.require(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(
                        stream(answer.body().path("mistakes"))
                                .map(mistake -> mistake.path("field").asString()))
                .contains(bad.field());
    }

    @Test
    void refusesABodyOverTheLimit() throws IOException, InterruptedException {
        platform.requireDiabetesEndpoint();
        var body = "{\"rows\": [\"%s\"]}".formatted("x".repeat(3 << 20));

        var answer = platform.inference().postJson("/v1/endpoints/diabetes/predictions", body);

        answer.require(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(answer.body().path("detail").asString()).contains("2");
    }

    // --- machines

    @Test
    void refusesAPortThatIsTaken(@TempDir Path otherHome) throws IOException, InterruptedException {
        var base = platform.port(Part.ORCHESTRATOR);

        var result =
                platform.millrace(
                        "up",
                        "--home",
                        otherHome.toString(),
                        "--port-base",
                        Integer.toString(base));

        assertThat(result.exit()).as("%s", result).isEqualTo(1);
        assertThat(result.err())
                .contains("Port %d, needed for orchestrator, is already in use".formatted(base));
        assertThat(otherHome.resolve("platform.json")).doesNotExist();
    }

    @Test
    void refusesAJdkThatIsTooOld(@TempDir Path jdk) throws IOException, InterruptedException {
        var java = Files.createDirectory(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.9\" 2023-10-17' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        var result =
                new Script()
                        .with("MILLRACE_JAVA_HOME", jdk.toString())
                        .run(Duration.ofSeconds(30), "status");

        assertThat(result.exit()).as("%s", result).isEqualTo(3);
        assertThat(result.err()).contains("JDK 17 at " + jdk + " is too old").contains("JDK 25");
    }

    // --- what a refusal says, at once or as the end of a job

    private void requireRefusal(Http service, Http.Answer answer, Expected expected) {
        var accepted = answer.status() == 202;
        var failure = accepted ? platform.awaitJob(service, answer).path("failure") : answer.body();
        if (!accepted) {
            assertThat(answer.status()).as("status of %s", answer).isBetween(400, 422);
        }
        assertThat(failure.path("code").asString())
                .as("code of %s", failure)
                .isEqualTo(expected.code());
        assertThat(text(failure)).contains(expected.words());
    }

    private static String text(JsonNode failure) {
        var sentence = failure.path("message").asString("") + failure.path("detail").asString("");
        return stream(failure.path("mistakes"))
                .map(mistake ->
                        " [line %s, %s: %s]"
                                .formatted(
                                        mistake.path("line").asString(),
                                        mistake.path("field").asString(),
                                        mistake.path("message").asString()))
                .collect(Collectors.joining("", sentence, ""));
    }
}
