package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static dev.millrace.endtoend.Documents.texts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad data is refused with its place, and leaves neither a dataset nor training data behind. */
@OnThePlatform
class BadDataIT {

    private static final String GOOD_ROWS =
            IntStream.rangeClosed(1, 60)
                    .mapToObj(row ->
                            "%d,%s,%d\n".formatted(row, row % 3 == 0 ? "red" : "blue", row % 2))
                    .collect(Collectors.joining("", "size,colour,label\n", ""));

    private final LivePlatform platform;

    BadDataIT(LivePlatform platform) {
        this.platform = platform;
    }

    record BadSource(String name, byte[] content, Refusal refusal) {

        BadSource(String name, String content, Refusal refusal) {
            this(name, content.getBytes(UTF_8), refusal);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadSource> badSources() {
        return Stream.of(
                new BadSource("empty-file", "", Refusal.of("INVALID_DATA", "empty")),
                new BadSource("header-only", "a,b\n", Refusal.of("INVALID_DATA", "row")),
                new BadSource(
                        "ragged-row",
                        "a,b\n1,2\n3,4,5\n",
                        Refusal.of("INVALID_DATA", "line 3", "expected 2 values, found 3")),
                new BadSource(
                        "duplicate-column",
                        "a,b,a\n1,2,3\n",
                        Refusal.of("INVALID_DATA", "line 1", "columns 1 and 3", "\"a\"")),
                new BadSource(
                        "wrong-encoding",
                        "name\nAna\nJosé\n".getBytes(ISO_8859_1),
                        Refusal.of("INVALID_DATA", "line 3", "UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void refusesASourceThatCannotBeRead(BadSource source) throws IOException {
        var file = platform.file(source.name() + ".csv", source.content());

        source.refusal().requireOf(platform.ingest(), ingest(source.name(), file));

        requireNoDataset(source.name());
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        var file = platform.file("gone.csv", "");
        Files.delete(file);

        Refusal.of("SOURCE_NOT_FOUND", file.toString())
                .requireOf(platform.ingest(), ingest("gone", file));

        requireNoDataset("gone");
    }

    private Http.Answer ingest(String dataset, Path file) {
        return platform.ingest()
                .post("/v1/ingestions", Map.of("dataset", dataset, "source", file.toString()));
    }

    private void requireNoDataset(String name) {
        assertThat(texts(platform.ingest().get("/v1/datasets?limit=1000").ok(), "name"))
                .doesNotContain(name);
    }

    record BadRecipe(String name, String csv, String recipe, Refusal refusal) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRecipe> badRecipes() {
        var filter = "\"clean\": [{\"type\": \"filter\", \"where\": \"size > 1000\"}],";
        return Stream.of(
                new BadRecipe(
                        "non-numeric-value",
                        GOOD_ROWS.replace("\n17,", "\nseventeen,"),
                        recipe("label", "size", ""),
                        Refusal.of("INVALID_RECIPE", "size", "line 18", "seventeen")),
                new BadRecipe(
                        "unknown-target",
                        GOOD_ROWS,
                        recipe("lable", "size", ""),
                        Refusal.of("INVALID_RECIPE", "lable")),
                new BadRecipe(
                        "unknown-column",
                        GOOD_ROWS,
                        recipe("label", "weight", ""),
                        Refusal.of("INVALID_RECIPE", "weight")),
                new BadRecipe(
                        "one-class",
                        GOOD_ROWS,
                        recipe("label", "size", "\"sql\": \"select * from rows where label = 1\","),
                        Refusal.of("UNTRAINABLE_DATA", "label", "class")),
                new BadRecipe(
                        "all-rows-filtered-out",
                        GOOD_ROWS,
                        recipe("label", "size", filter),
                        Refusal.of("UNTRAINABLE_DATA", "No row is left")));
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
        var ingested = Work.awaitJob(platform.ingest(), ingest(bad.name(), file));
        assertThat(state(ingested)).as("state of %s", ingested).isEqualTo("SUCCEEDED");
        var dataset = bad.name() + "@1";
        var body =
                "{\"inputs\": {\"rows\": \"%s\"}, \"recipe\": %s}".formatted(dataset, bad.recipe());

        bad.refusal()
                .requireOf(platform.prep(), platform.prep().postJson("/v1/preparations", body));

        assertThat(stream(platform.prep().get("/v1/prepared-data?limit=1000").ok()))
                .noneMatch(data -> text(data.path("inputs"), "rows").equals(dataset));
    }
}
