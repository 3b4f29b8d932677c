package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * How fast metric points are written over HTTP, through MLflow's log-batch, the first million of
 * them and each million after it; then how fast a history and the latest values are read among all
 * of them. Several writers, each with runs of its own, as trainings have.
 */
public final class TrackingBenchmark {

    private static final int MILLION = 1_000_000;
    private static final int BATCH = 1000;
    private static final int METRICS = 10;
    private static final int WRITERS = 4;
    private static final int POINTS_OF_A_RUN = 50_000;
    private static final int READS = 101;

    private final TrackingCalls calls;
    private final int millions;

    private TrackingBenchmark(TrackingCalls calls, int millions) {
        this.calls = calls;
        this.millions = millions;
    }

    /** {@code --training URL [--points N] [--json]}; N in whole millions. */
    public static void main(String[] arguments) throws Exception {
        var given = Arrays.asList(arguments);
        var url = value(given, "--training", "http://127.0.0.1:8083");
        int millions = Integer.parseInt(value(given, "--points", "10000000")) / MILLION;
        try (var calls = new TrackingCalls(url)) {
            var figures = new TrackingBenchmark(calls, Math.max(1, millions)).measure();
            System.out.println(given.contains("--json") ? figures.json() : figures.text());
        }
    }

    /** What was measured; times in milliseconds, medians. */
    private record Figures(
            long points,
            List<Double> writesPerSecond,
            double history,
            double latest,
            double search) {

        double ratio() {
            return writesPerSecond.getLast() / writesPerSecond.getFirst();
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"points\":%d,\"firstMillionPerSecond\":%.0f,\"lastMillionPerSecond\":%.0f,\"ratio\":%.3f,\"millionsPerSecond\":%s,\"historyMillis\":%.2f,\"latestMillis\":%.2f,\"searchMillis\":%.2f}",
                    points,
                    writesPerSecond.getFirst(),
                    writesPerSecond.getLast(),
                    ratio(),
                    writesPerSecond.stream().map(Math::round).toList(),
                    history,
                    latest,
                    search);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d points: the first million at %,.0f points/s, the last at %,.0f (ratio %.2f). Among all of them: a history of %,d points in %.1f ms, a run's latest values in %.1f ms, a search by metric in %.1f ms.",
                    points,
                    writesPerSecond.getFirst(),
                    writesPerSecond.getLast(),
                    ratio(),
                    POINTS_OF_A_RUN / METRICS,
                    history,
                    latest,
                    search);
        }
    }

    private Figures measure() throws Exception {
        var experiment = calls.createExperiment();
        write(calls.createExperiment()); // warms both sides up
        var perSecond = new ArrayList<Double>();
        String lastRun = "";
        for (int million = 1; million <= millions; million++) {
            long start = System.nanoTime();
            lastRun = write(experiment);
            perSecond.add(MILLION / ((System.nanoTime() - start) / 1e9));
            System.err.printf(
                    Locale.ROOT, "million %d: %,.0f points/s%n", million, perSecond.getLast());
        }
        var run = lastRun;
        return new Figures(
                (millions + 1L) * MILLION,
                perSecond,
                median(() -> calls.history(run, "metric0")),
                median(() -> calls.run(run)),
                median(() -> calls.search(experiment, "metrics.metric0 > 0.1")));
    }

    /** A million points by all writers at once; answers one of the runs. */
    private String write(String experiment) throws Exception {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var runs = new ArrayList<Callable<String>>();
            for (int run = 0; run < MILLION / POINTS_OF_A_RUN; run++) {
                runs.add(() -> writeRun(experiment));
            }
            String last = "";
            for (var done : writers.invokeAll(runs)) {
                last = done.get();
            }
            return last;
        }
    }

    private String writeRun(String experiment) throws IOException, InterruptedException {
        var run = calls.createRun(experiment);
        int steps = BATCH / METRICS;
        for (int batch = 0; batch < POINTS_OF_A_RUN / BATCH; batch++) {
            calls.logBatch(run, batch * steps, steps, METRICS);
        }
        return run;
    }

    private static double median(Callable<Integer> read) throws Exception {
        var millis = new double[READS];
        for (int index = 0; index < READS; index++) {
            long start = System.nanoTime();
            if (read.call() == 0) {
                throw new IllegalStateException("nothing was found that was written before");
            }
            millis[index] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[READS / 2];
    }

    private static String value(List<String> arguments, String name, String usual) {
        int index = arguments.indexOf(name);
        return index < 0 ? usual : arguments.get(index + 1);
    }
}
