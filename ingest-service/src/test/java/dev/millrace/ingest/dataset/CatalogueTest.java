package dev.millrace.ingest.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.Dataset;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.ingest.IngestService;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MillraceTest
class CatalogueTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Autowired ObjectStore store;
    @LocalServerPort int port;
    private IngestService ingest;
    private final String dataset = "data-" + NAMES.incrementAndGet();

    @BeforeEach
    void connect() {
        ingest = new IngestService(port);
    }

    @Test
    void listsDatasetsWithTheirLatestVersion() {
        version("a\n1\n");
        var second = version("a\n1\n2\n");

        assertThat(ingest.api.list(1000))
                .contains(new Dataset(dataset, 2, 2, 2, second.createdAt()));
        assertThat(ingest.api.version(dataset, "latest")).isEqualTo(second);
        assertThat(second.createdBy()).isEqualTo("anonymous");
    }

    @Test
    void previewsTypedValues() {
        version("id,at,on,ok,w\n1,2026-11-20T10:15,2026-11-20,true,1.5\n2,,,,\n3,,,,\n");

        var preview = ingest.api.preview(dataset, "latest", 2);

        assertThat(preview.columns()).hasSize(5);
        assertThat(preview.rows()).hasSize(2);
        assertThat(preview.rows().getFirst())
                .containsExactlyInAnyOrderEntriesOf(
                        java.util.Map.of(
                                "id",
                                1,
                                "at",
                                "2026-11-20T10:15:00Z",
                                "on",
                                "2026-11-20",
                                "ok",
                                true,
                                "w",
                                1.5));
        assertThat(preview.rows().get(1).values())
                .containsExactlyElementsOf(Arrays.asList(2, null, null, null, null));
    }

    @Test
    void previewsWithTheVersionsOwnOptions() {
        var options =
                new CsvOptions(
                        ";", null, "UTF-16LE", false, List.of("x"), List.of("-"), null, null);
        var upload =
                ingest.upload("\uFEFFä\n-\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        ingest.version(dataset, upload.source(), options);

        assertThat(ingest.api.preview(dataset, "1", 5).rows())
                .extracting(row -> row.get("x"))
                .containsExactly("ä", null);
    }

    @Test
    void deletesAVersionWithItsObjectsAndNeverGivesItsNumberAgain() {
        version("a\n1\n");

        ingest.api.delete(dataset, "1");

        assertThat(ingest.api.list(1000)).noneMatch(found -> found.name().equals(dataset));
        assertThat(version("a\n1\n").number()).isEqualTo(2);
        assertThat(store.list("ingest/ingestion/")).noneMatch(object -> isOrphan(object.key()));
    }

    @Test
    void refusesToDeleteWhatIsReferredToAndNamesWhoDoes() {
        version("a\n1\n");
        ingest.api.addReference(dataset, "1", "prep:7");
        ingest.api.addReference(dataset, "1", "prep:7");
        ingest.api.addReference(dataset, "latest", "prep:8");

        assertThatThrownBy(() -> ingest.api.delete(dataset, "1"))
                .hasMessageContaining("409")
                .hasMessageContaining("STILL_REFERENCED")
                .hasMessageContaining("prep:7, prep:8 refer to it");

        ingest.api.removeReference(dataset, "1", "prep:7");
        ingest.api.removeReference(dataset, "1", "prep:8");
        ingest.api.removeReference(dataset, "1", "prep:8");
        ingest.api.delete(dataset, "1");
    }

    @Test
    void saysWhatIsNotThere() {
        version("a\n1\n");
        List<Callable<?>> requests =
                List.of(
                        () -> ingest.api.versions("none"),
                        () -> ingest.api.version("none", "latest"),
                        () -> ingest.api.version(dataset, "9"),
                        () -> ingest.api.preview(dataset, "9", 1));

        for (var request : requests) {
            assertThatThrownBy(request::call)
                    .hasMessageContaining("404")
                    .hasMessageContaining("DATASET_NOT_FOUND");
        }
        assertThatThrownBy(() -> ingest.api.addReference(dataset, "9", "x"))
                .hasMessageContaining("DATASET_NOT_FOUND");
    }

    @Test
    void refusesWrongParameters() {
        version("a\n1\n");
        Stream.<Callable<?>>of(
                        () -> ingest.api.version(dataset, "first"),
                        () -> ingest.api.preview(dataset, "1", 0),
                        () -> ingest.api.preview(dataset, "1", 1001),
                        () -> ingest.api.list(0))
                .forEach(request ->
                        assertThatThrownBy(request::call)
                                .hasMessageContaining("400")
                                .hasMessageContaining("INVALID_REQUEST"));
    }

    @Test
    void givesOneVersionToManyWhoIngestTheSameAtOnce() throws Exception {
        var upload = ingest.upload("a\n1\n".getBytes(UTF_8));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> once =
                    () -> ingest.ingest(dataset, upload.source(), null).result().get("reference");
            List<Future<Object>> all = threads.invokeAll(java.util.Collections.nCopies(6, once));
            for (var one : all) {
                assertThat(one.get()).isEqualTo(dataset + "@1");
            }
        }

        assertThat(ingest.api.versions(dataset)).hasSize(1);
        assertThat(store.list("ingest/ingestion/")).noneMatch(object -> isOrphan(object.key()));
    }

    @Test
    void keepsTheObjectsOfEveryVersionInASweep() {
        var version = version("a\n1\n");
        store.put("ingest/ingestion/lost/1/x", new byte[1]);

        ingest.sweep();

        assertThat(store.exists("ingest/ingestion/lost/1/x")).isFalse();
        assertThat(store.exists(store.keyOf(version.sourceLocation()))).isTrue();
        assertThat(store.list(store.keyOf(version.location()))).hasSize(1);
    }

    private boolean isOrphan(String key) {
        return ingest.api.list(1000).stream()
                .flatMap(found -> ingest.api.versions(found.name()).stream())
                .map(version -> store.keyOf(version.location()).replaceAll("data/$", ""))
                .noneMatch(key::startsWith);
    }

    private DatasetVersion version(String text) {
        return ingest.version(dataset, ingest.upload(text.getBytes(UTF_8)).source(), null);
    }
}
