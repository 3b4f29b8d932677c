package dev.millrace.ingest.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import dev.millrace.ingest.IngestService;
import dev.millrace.ingest.parquet.ParquetRows;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@MillraceTest
class IngestionTest {

    @TempDir static Path folder;

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Autowired ObjectStore store;
    @Autowired MeterRegistry metrics;
    @LocalServerPort int port;
    private IngestService ingest;
    private final String dataset = "data-" + NAMES.incrementAndGet();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("millrace.ingest.allowed-folders", folder::toString);
        properties.add("millrace.ingest.max-source-size", () -> "1MB");
    }

    @BeforeEach
    void connect() {
        ingest = new IngestService(port);
    }

    @Test
    void turnsALocalFileIntoAVersionWithTypedParquet() throws IOException {
        var file = file("id,on,Weight kg,name\n1,2026-11-20,2.5,Ann\n2,,3,\n");

        var job = ingest.ingest(dataset, file, null);

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result())
                .containsEntry("reference", dataset + "@1")
                .containsEntry("datasetVersion", dataset + "@1")
                .containsEntry("dataset", dataset)
                .containsEntry("number", 1)
                .containsEntry("rows", 2)
                .containsEntry("existing", false)
                .hasEntrySatisfying("parts", parts -> assertThat((List<?>) parts).hasSize(1))
                .containsEntry(
                        "columns",
                        List.of(
                                Map.of("name", "id", "type", "LONG"),
                                Map.of("name", "on", "type", "DATE"),
                                Map.of("name", "Weight kg", "type", "DOUBLE"),
                                Map.of("name", "name", "type", "STRING")));
        var version = ingest.api.version(dataset, "latest");
        assertThat(version.hash()).isEqualTo(job.result().get("hash")).hasSize(64);
        assertThat(version.source()).isEqualTo(file.toString());
        assertThat(version.bytes()).isEqualTo(Files.size(file));
        assertThat(version.columns())
                .extracting(DatasetColumn::nulls)
                .containsExactly(0L, 1L, 0L, 1L);
        assertThat(store.read(store.keyOf(version.sourceLocation()), 1000))
                .isEqualTo(Files.readAllBytes(file));
        assertThat(rows(version))
                .containsExactly(
                        List.of(1L, LocalDate.parse("2026-11-20"), 2.5, "Ann"),
                        Arrays.asList(2L, null, 3.0, null));
    }

    @Test
    void givesTheSameVersionForTheSameBytesWithTheSameOptions() throws IOException {
        var first = ingest.version(dataset, file("a\n1\n"), null);
        int objects = store.list("ingest/").size();

        var again = ingest.ingest(dataset, file("a\n1\n"), CsvOptions.defaults());

        assertThat(again.result()).containsEntry("existing", true).containsEntry("number", 1);
        assertThat(again.result()).containsEntry("hash", first.hash());
        assertThat(store.list("ingest/")).hasSize(objects);
        assertThat(ingest.api.versions(dataset)).hasSize(1);
    }

    @Test
    void givesAnotherVersionForOtherBytesOrOtherOptions() throws IOException {
        var noHeader = new CsvOptions(null, null, null, false, List.of("b"), null, null, null);
        var first = ingest.version(dataset, file("a\n1\n"), null);
        var otherBytes = ingest.version(dataset, file("a\n2\n"), null);
        var otherOptions = ingest.version(dataset, file("a\n1\n"), noHeader);

        assertThat(List.of(first.number(), otherBytes.number(), otherOptions.number()))
                .containsExactly(1, 2, 3);
        assertThat(ingest.api.versions(dataset))
                .extracting(DatasetVersion::number)
                .containsExactly(3, 2, 1);
    }

    @Test
    void countsRowsAndBytes() throws IOException {
        double rows = metrics.counter("millrace.ingest.rows").count();
        double bytes = metrics.counter("millrace.ingest.bytes").count();

        ingest.version(dataset, file("a\n1\n2\n"), null);

        assertThat(metrics.counter("millrace.ingest.rows").count()).isEqualTo(rows + 2);
        assertThat(metrics.counter("millrace.ingest.bytes").count()).isEqualTo(bytes + 6);
    }

    static Stream<Arguments> badFiles() {
        var utf8 = CsvOptions.defaults();
        var ageIsLong =
                new CsvOptions(
                        null, null, null, null, null, null, null, Map.of("age", ColumnType.LONG));
        return Stream.of(
                bad("an empty file", "", utf8, 1L, null, "is empty"),
                bad("only a header", "a,b\n", utf8, 1L, null, "no rows"),
                bad("a ragged row", "a,b\n1,2\n3\n", utf8, 3L, null, "expected 2 values, found 1"),
                bad("a column twice", "a,a\n1,2\n", utf8, 1L, "a", "both named \"a\""),
                bad("a column without a name", "a,\n1,2\n", utf8, 1L, "", "has no name"),
                bad("a wrong encoding", "a\n\u00e4\n", utf8, 2L, null, "not UTF-8"),
                bad("a wrong type", "age\n1\nx\n", ageIsLong, 3L, "age", "\"x\" is not a LONG"),
                bad("an unknown column", "a\n1\n", ageIsLong, 1L, "age", "no such column"),
                bad("a NUL", "a\n1\n\0\n", utf8, 3L, null, "NUL"),
                bad("an open quote", "a\n1\n\"x\n", utf8, 3L, null, "never closed"),
                bad("a text after a quote", "a\n1\n\"x\"y\n", utf8, 3L, null, "closing quote"));
    }

    private static Arguments bad(
            String name, String text, CsvOptions csv, Long line, String field, String message) {
        return Arguments.of(name, text, csv, new Mistake(field, line, null, message));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refusesBadDataNamesThePlaceAndLeavesNothing(
            String name, String text, CsvOptions csv, Mistake expected) throws IOException {
        var before = store.list("ingest/");

        var job =
                ingest.ingest(
                        dataset,
                        Files.write(
                                folder.resolve(dataset + ".csv"),
                                text.getBytes(StandardCharsets.ISO_8859_1)),
                        csv);

        assertRefused(job, FailureCode.INVALID_DATA);
        assertThat(job.failure().code().status()).isEqualTo(422);
        var mistake = job.failure().mistakes().getFirst();
        assertThat(mistake.line()).isEqualTo(expected.line());
        assertThat(mistake.field()).isEqualTo(expected.field());
        assertThat(mistake.message()).contains(expected.message());
        assertThat(store.list("ingest/")).isEqualTo(before);
    }

    @Test
    void refusesASourceOverTheLimit() throws IOException {
        var job = ingest.ingest(dataset, file("a\n" + "123456789\n".repeat(200_000)), null);

        assertRefused(job, FailureCode.BODY_TOO_LARGE);
    }

    @Test
    void refusesAMissingFileAndAForbiddenOne() {
        assertRefused(
                ingest.ingest(dataset, folder + "/none.csv", null), FailureCode.SOURCE_NOT_FOUND);
        assertRefused(ingest.ingest(dataset, "/etc/passwd", null), FailureCode.SOURCE_REFUSED);
    }

    @Test
    void refusesAPrivateUrlUnlessAllowed() {
        var job = ingest.ingest(dataset, "http://127.0.0.1:" + port + "/v1/datasets", null);

        assertRefused(job, FailureCode.SOURCE_REFUSED);
    }

    @Test
    void refusesAMissingObjectAndAnEmptyPrefix() {
        for (var key : List.of("none.csv", "none/")) {
            assertRefused(
                    ingest.ingest(dataset, store.uri(key), null), FailureCode.SOURCE_NOT_FOUND);
        }
        assertRefused(
                ingest.ingest(dataset, "s3://no-such-bucket/x", null),
                FailureCode.SOURCE_NOT_FOUND);
    }

    @Test
    void readsTheObjectsOfAPrefixInTheOrderOfTheirKeys() throws IOException {
        store.put(dataset + "/b.csv", "a\n3\n".getBytes(StandardCharsets.UTF_8));
        store.put(dataset + "/a.csv", "a\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        store.put(dataset + "/_SUCCESS", new byte[0]);

        var version = ingest.version(dataset, store.uri(dataset + "/"), null);

        assertThat(rows(version)).containsExactly(List.of(1L), List.of(2L), List.of(3L));
        assertThat(ingest.api.preview(dataset, "1", 10).rows())
                .extracting(row -> row.get("a"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void refusesFilesOfAPrefixThatDisagreeAndNamesTheFile() {
        store.put(dataset + "/a.csv", "a\n1\n".getBytes(StandardCharsets.UTF_8));
        store.put(dataset + "/b.csv", "b\n1\n".getBytes(StandardCharsets.UTF_8));

        var job = ingest.ingest(dataset, store.uri(dataset + "/"), null);

        assertRefused(job, FailureCode.INVALID_DATA);
        assertThat(job.failure().message()).contains("b.csv").contains("[b]").contains("[a]");
    }

    @Test
    void refusesWrongRequestsBeforeThereIsAJob() {
        int jobs = ingest.jobs.list(1000).size();
        var wrong =
                Map.of(
                        "{\"dataset\":\"Not A Name\",\"source\":\"/x\"}", "dataset",
                        "{\"dataset\":\"x\",\"source\":\"ftp://x/y\"}", "source",
                        "{\"dataset\":\"x\",\"source\":\"/x\",\"csv\":{\"delimiter\":\"ab\"}}",
                                "csv.delimiter");

        wrong.forEach((body, field) ->
                assertThatThrownBy(() -> post(body))
                        .hasMessageContaining("400")
                        .hasMessageContaining("INVALID_REQUEST")
                        .hasMessageContaining(field));

        assertThat(ingest.jobs.list(1000)).hasSize(jobs);
    }

    private void post(String body) {
        ingest.http
                .post()
                .uri("/v1/ingestions")
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }

    private void assertRefused(Job job, FailureCode code) {
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure().code()).as("%s", job.failure()).isEqualTo(code);
        assertThat(ingest.api.list(1000)).noneMatch(found -> found.name().equals(dataset));
        assertThat(store.list("ingest/ingestion/" + job.id() + "/")).isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve(dataset + ".csv"), text);
    }

    private List<List<Object>> rows(DatasetVersion version) throws IOException {
        var columns =
                version.columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList();
        var rows = new ArrayList<List<Object>>();
        for (var part : store.list(store.keyOf(version.location()))) {
            var copy = folder.resolve("copy.parquet");
            Files.write(copy, store.read(part.key(), 100 << 20));
            rows.addAll(ParquetRows.read(copy, columns));
        }
        return rows;
    }
}
