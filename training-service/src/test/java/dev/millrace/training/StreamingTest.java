package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.RowLayout;
import dev.millrace.training.data.StoredTransform;
import dev.millrace.training.fit.Batches;
import dev.millrace.training.fit.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows that come from a real S3 while they are needed. */
class StreamingTest {

    private static final int WIDTH = 5;
    private static final int ROWS = 1500;
    private static final int BAD = 700;

    private final ObjectStore store = TestObjects.fresh();

    @Test
    void theOrderDependsOnTheSeedAndNotOnWhoIsFaster() throws IOException {
        var rows = stream(fixture().write(), 1 << 16);

        int fast = hash(rows, 7, 0);

        assertThat(hash(rows, 7, 100_000)).isEqualTo(fast);
        assertThat(hash(rows, 8, 0)).isNotEqualTo(fast);
    }

    @Test
    void whatIsStreamedIsWhatIsStored() throws IOException {
        var data = fixture().write();

        var streamed = stream(data, 1 << 16);
        var whole = files(data).rows(List.of("train"), RowLayout.of(data), data.trainRows());

        assertThat(hash(streamed.inOrder(64), 0)).isEqualTo(hash(whole.inOrder(64), 0));
        assertThat(firstFeatures(streamed)).isEqualTo(firstFeatures(whole));
    }

    @Test
    void aPassThatIsClosedHalfWayLeavesNoThread() throws IOException {
        var batches = stream(fixture().write(), 1).shuffled(new SplittableRandom(1), 10);
        batches.next();
        assertThat(loaders()).isPositive();

        batches.close();

        assertThat(loaders()).isZero();
    }

    @Test
    void aRowOfAnotherWidthIsNamed() throws IOException {
        refused(
                row -> changed(row, Arrays.copyOf(row.features(), WIDTH - 1), row.label()),
                "has 4 features, but the data says 5");
        refused(
                row -> changed(row, Arrays.copyOf(row.features(), WIDTH + 2), row.label()),
                "has 7 features, but the data says 5");
    }

    @Test
    void aFeatureThatIsNoNumberIsNamed() throws IOException {
        var features = new float[] {1, 2, Float.NaN, 4, 5};
        refused(row -> changed(row, features, row.label()), "NaN as feature number 3; impute");
        var far = new float[] {1, 2, 3, 4, Float.NEGATIVE_INFINITY};
        refused(row -> changed(row, far, row.label()), "-Infinity as feature number 5");
    }

    @Test
    void aLabelOutsideTheClassesIsNamed() throws IOException {
        refused(row -> changed(row, row.features(), 2), "the label 2.0", "numbered 0 to 1");
        refused(row -> changed(row, row.features(), 0.5), "the label 0.5");
        refused(row -> changed(row, row.features(), Double.NaN), "the label NaN; filter");
    }

    @Test
    void dataThatIsDeletedDuringAPassIsMissed() throws IOException {
        var data = fixture().write();
        try (var batches = stream(data, 1).inOrder(10)) {
            batches.next();
            store.deletePrefix(StoredTransform.prefix(data, store));

            gone(() -> drain(batches));
        }
        gone(() -> StoredTransform.read(data, store));
        gone(() -> stream(data, 1));
    }

    @Test
    void aSecondPassNeedsTheStoreNoMore() throws IOException {
        var data = fixture().write();
        var rows = stream(data, 1 << 16);
        int first = hash(rows, 7, 0);

        store.deletePrefix(StoredTransform.prefix(data, store));

        assertThat(hash(rows, 7, 0)).isEqualTo(first);
        gone(() -> stream(data, 1));
    }

    @Test
    void aPassThatWasClosedHalfWayLeavesTheLocalCopyWhole() throws IOException {
        var rows = stream(fixture().write(), 1);
        int first = hash(rows, 7, 0);
        for (int pass = 0; pass < 20; pass++) {
            try (var batches = rows.shuffled(new SplittableRandom(pass), 10)) {
                batches.next();
            }
        }

        assertThat(hash(rows, 7, 0)).isEqualTo(first);
    }

    private static void gone(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        missing ->
                                assertThat(missing.code())
                                        .isEqualTo(FailureCode.PREPARED_DATA_NOT_FOUND))
                .hasMessageContaining("Prepare the data again.");
    }

    private void refused(UnaryOperator<PreparedParquet.Row> change, String... sentence)
            throws IOException {
        // The first row is made twice: the writer takes the schema from it.
        var counted = new int[1];
        var data = fixture().writing(row -> counted[0]++ == BAD ? change.apply(row) : row).write();

        assertThatThrownBy(() -> drain(stream(data, 1 << 16).inOrder(64)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA))
                .hasMessageContaining("Row %d of ", BAD)
                .hasMessageContaining("train/part-00000.parquet")
                .hasMessageContainingAll(sentence)
                .hasMessageEndingWith("Prepare the data again.");
    }

    private static PreparedParquet.Row changed(
            PreparedParquet.Row row, float[] features, double label) {
        return new PreparedParquet.Row(row.values(), features, label);
    }

    private WideFixture fixture() {
        return new WideFixture(store, WIDTH, ROWS, 3);
    }

    private RowSource stream(PreparedData data, long bytes) throws IOException {
        return files(data).stream(List.of("train"), RowLayout.of(data), data.trainRows(), bytes);
    }

    private PreparedFiles files(PreparedData data) {
        return new PreparedFiles(new PatientStore(store), StoredTransform.prefix(data, store));
    }

    private static void drain(Batches batches) throws IOException {
        var batch = batches.next();
        while (batch != null) {
            batch = batches.next();
        }
    }

    private static int hash(RowSource rows, long seed, long nanosBetween) throws IOException {
        return hash(rows.shuffled(new SplittableRandom(seed), 64), nanosBetween);
    }

    private static int hash(Batches pass, long nanosBetween) throws IOException {
        int hash = 0;
        try (pass) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                hash = 31 * hash + Arrays.hashCode(batch.features());
                hash = 31 * hash + Arrays.hashCode(batch.labels());
                LockSupport.parkNanos(nanosBetween);
            }
        }
        return hash;
    }

    /** Of a pass in random order, sorted: each row once. */
    private static List<Float> firstFeatures(RowSource rows) throws IOException {
        var values = new ArrayList<Float>();
        try (var pass = rows.shuffled(new SplittableRandom(3), 64)) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    values.add(batch.features()[row * WIDTH]);
                }
            }
        }
        return values.stream().sorted().toList();
    }

    private static long loaders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("loader"))
                .count();
    }
}
