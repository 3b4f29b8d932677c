package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one row of 30 features costs on one core, beside the same features written by hand. The
 * median of several rounds, after a warm-up, over more rows than the processor's caches hold.
 */
public final class TransformBenchmark {

    private static final int ROWS = 20_000;
    private static final int WARM_UP_ROUNDS = 40;
    private static final int ROUNDS = 41;
    private static final long SEED = 1;

    private final TransformRows rows = TransformRows.random(ROWS, SEED);

    private TransformBenchmark() {}

    /** With {@code --json} prints one JSON document, otherwise a sentence. */
    public static void main(String[] arguments) {
        var benchmark = new TransformBenchmark();
        double ours = benchmark.transform();
        double floor = benchmark.handWritten();
        System.out.println(
                Arrays.asList(arguments).contains("--json") ? json(ours) : text(ours, floor));
    }

    private double transform() {
        var transform = rows.transform().compile();
        return microsPerRow((row, out) -> transform.apply(row, out, 0));
    }

    private double handWritten() {
        return microsPerRow(new HandWritten(rows.transform())::apply);
    }

    private interface Features {
        void write(@Nullable Object[] row, float[] out);
    }

    private double microsPerRow(Features features) {
        var out = new float[rows.transform().width()];
        double checksum = 0;
        var nanos = new long[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (var row : rows.values()) {
                features.write(row, out);
                checksum += out[0] + out[out.length - 1]; // so that nothing is optimised away
            }
            nanos[Math.max(round, 0)] = System.nanoTime() - start;
        }
        if (!Double.isFinite(checksum)) {
            throw new IllegalStateException("the features are not finite");
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2] / 1e3 / ROWS;
    }

    private static String json(double micros) {
        return String.format(
                Locale.ROOT,
                "{\"microsPerRow\":%.3f,\"rowsPerSecond\":%.0f,\"features\":%d}",
                micros,
                1e6 / micros,
                TransformRows.FEATURES);
    }

    private static String text(double ours, double floor) {
        return String.format(
                Locale.ROOT,
                "%d features: %.3f microseconds a row (%,.0f rows a second); written by hand in Java: %.3f",
                TransformRows.FEATURES,
                ours,
                1e6 / ours,
                floor);
    }
}
