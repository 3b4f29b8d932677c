package dev.millrace.orchestrator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestApi;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Versions of datasets, look after look. */
class VersionsTest {

    private static final Probe.NewVersion ORDERS = new Probe.NewVersion("orders");

    private final TreeMap<Integer, DatasetVersion> there = new TreeMap<>();
    private FailureCode away;
    private final Versions versions = new Versions(this::ingest);

    /** Answers the one operation that is used, as ingest-service does. */
    private IngestApi ingest() {
        return (IngestApi)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {IngestApi.class},
                        (proxy, method, arguments) -> version((String) arguments[1]));
    }

    private DatasetVersion version(String version) {
        if (away != null) {
            throw new PlatformException(away, "away");
        }
        var found =
                version.equals("latest")
                        ? there.isEmpty() ? null : there.lastEntry().getValue()
                        : there.get(Integer.parseInt(version));
        if (found == null) {
            throw new PlatformException(FailureCode.DATASET_NOT_FOUND, "no such version");
        }
        return found;
    }

    private void add(int number) {
        there.put(
                number,
                new DatasetVersion(
                        "orders",
                        number,
                        "hash",
                        7,
                        70,
                        List.of(),
                        "s3://b/k/",
                        "s3://b/s",
                        "/x",
                        Instant.EPOCH,
                        "ada"));
    }

    @Test
    void findsEachVersionOnceAndNoneThatWasThereBefore() {
        assertThat(versions.now(ORDERS)).as("no dataset yet").isEqualTo("0");
        add(1);
        var cursor = versions.now(ORDERS);
        assertThat(versions.look(ORDERS, cursor).found()).isEmpty();
        add(2);
        add(3);
        var look = versions.look(ORDERS, cursor);
        assertThat(look.found()).extracting(Finding::what).containsExactly("orders@2", "orders@3");
        assertThat(look.found().getFirst().fact("rows")).isEqualTo(7L);
        assertThat(versions.look(ORDERS, look.cursor()).found()).isEmpty();
    }

    @Test
    void aVersionThatWasDeletedMeanwhileIsNoneAndAFewAreReadAtOnce() {
        for (int number = 1; number <= 50; number++) {
            add(number);
        }
        there.remove(3);
        var look = versions.look(ORDERS, null);
        assertThat(look.found()).hasSize(19);
        assertThat(look.more()).isTrue();
        assertThat(look.cursor()).isEqualTo("20");
        there.clear();
        assertThat(versions.look(ORDERS, "50").cursor()).as("none is found again").isEqualTo("50");
    }

    @Test
    void aServiceThatIsAwayIsNoDatasetThatIsNot() {
        away = FailureCode.SERVICE_UNAVAILABLE;
        assertThatThrownBy(() -> versions.look(ORDERS, null)).hasMessage("away");
    }
}
