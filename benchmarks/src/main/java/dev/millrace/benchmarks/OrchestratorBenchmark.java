package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How fast the orchestrator moves runs of {@code noop} steps, on the platform's own database with
 * durable commits. All times are the database's: of the events that the orchestrator commits.
 *
 * <p>The commit that ends a step starts its dependants, so between the two there is nothing to
 * measure. The hand-off given here is longer: from the start of a step that does nothing to the
 * start of the one that needs it, with the commit between them.
 */
public final class OrchestratorBenchmark {

    private static final int SECONDS = 60;
    private static final int WARM_JOBS = 1_000;

    private final OrchestratorCalls calls;
    private final OrchestratorRows rows;

    private OrchestratorBenchmark(OrchestratorCalls calls, OrchestratorRows rows) {
        this.calls = calls;
        this.rows = rows;
    }

    /** {@code --orchestrator URL [--json]}; the database as the environment says. */
    public static void main(String[] arguments) throws Exception {
        var given = Arrays.asList(arguments);
        var url = URI.create(Options.value(given, "--orchestrator"));
        try (var rows =
                OrchestratorRows.connect(
                        variable("MILLRACE_DATABASE_URL"),
                        variable("MILLRACE_DATABASE_USER"),
                        variable("MILLRACE_DATABASE_PASSWORD"))) {
            System.err.println(rows.durability());
            var measured = new OrchestratorBenchmark(new OrchestratorCalls(url), rows).measure();
            Report.print(given.contains("--json"), measured);
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(
                System.getenv(name), name + " is not set; use the command millrace bench");
    }

    private Map<String, Object> measure() throws Exception {
        calls.post("bench-chain", chain(5));
        calls.post("bench-long-chain", chain(50));
        calls.post("bench-fan", fan(100));
        calls.post("bench-large", layers(50, 100));
        var measured = new LinkedHashMap<String, Object>();
        var memory = Path.of("/proc/%d/status".formatted(rows.process()));
        if (Files.isReadable(memory)) { // on Linux
            measured.put("idleServiceMegabytes", residentMegabytes(memory));
        }
        say("warming up");
        new OrchestratorLoad(calls, rows, "bench-chain").stepsPerSecond(10, 5);
        QuietMachine.await();
        say("hand-off at low load");
        measured.put("handoffMillis", percentiles(handOff(40)));
        say("hand-off by way of a service's job");
        measured.put("httpHandoffMillis", percentiles(httpHandOff(200)));
        measured.put("databaseFloorMillis", rounded(rows.floorMillis(2000)));
        say("fan-out");
        measured.put("fanOut100Millis", rounded(median(fanOut(20))));
        say("5,000 steps");
        var large = rows.ended(calls.start("bench-large"));
        measured.put("fiveThousandStepDagSeconds", rounded(rows.seconds(large)));
        say("schedules");
        double late = new ScheduleLateness(calls, rows).p99Millis("bench-chain");
        measured.put("cronLateMillis", Map.of("p99", rounded(late)));
        say("throughput");
        double few = new OrchestratorLoad(calls, rows, "bench-chain").stepsPerSecond(SECONDS, 5);
        measured.put("stepsPerSecond", Math.round(few));
        say("a million finished steps more");
        try {
            rows.addHistory(200_000);
            double many =
                    new OrchestratorLoad(calls, rows, "bench-chain").stepsPerSecond(SECONDS, 5);
            measured.put("stepsPerSecondAtMillionHistory", Math.round(many));
        } finally {
            rows.removeHistory();
        }
        return measured;
    }

    /** What a process of this machine has in memory. */
    private static long residentMegabytes(Path status) throws IOException {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        }
    }

    private double[] handOff(int runs) throws Exception {
        var all = new java.util.ArrayList<Double>();
        for (int i = 0; i < runs; i++) {
            all.addAll(rows.startToStartMillis(rows.ended(calls.start("bench-long-chain"))));
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * From the start of a step that is a job to the start of the one that needs it, less the time
     * that the service says the job ran: submitting it, waiting for its turn, the callback, asking
     * for its result, and two commits.
     */
    private double[] httpHandOff(int runs) throws Exception {
        var source = calls.upload("x,y\n1,2\n3,4\n");
        calls.post(
                "bench-job",
                "steps:\n  job: {type: ingest, dataset: bench, source: \"%s\"}\n  next: {type: noop, needs: [job]}\n"
                        .formatted(source));
        for (int i = 0; i < WARM_JOBS; i++) { // until the code of both services is compiled
            rows.ended(calls.start("bench-job"));
        }
        var all = new double[runs];
        for (int i = 0; i < runs; i++) {
            var run = rows.ended(calls.start("bench-job"));
            all[i] = rows.startToStartMillis(run).getFirst() - calls.jobMillis(run, "job");
        }
        return all;
    }

    private double[] fanOut(int runs) throws Exception {
        var all = new double[runs];
        for (int i = 0; i < runs; i++) {
            all[i] = rows.millisBetween(rows.ended(calls.start("bench-fan")), "first", "last");
        }
        return all;
    }

    private static String chain(int length) {
        var text = new StringBuilder("steps:\n  s0: {type: noop}\n");
        for (int i = 1; i < length; i++) {
            text.append("  s%d: {type: noop, needs: [s%d]}%n".formatted(i, i - 1));
        }
        return text.toString();
    }

    private static String fan(int width) {
        var text = new StringBuilder("steps:\n  first: {type: noop}\n");
        var names = new java.util.ArrayList<String>();
        for (int i = 0; i < width; i++) {
            names.add("m" + i);
            text.append("  m%d: {type: noop, needs: [first]}%n".formatted(i));
        }
        return text.append(
                        "  last: {type: noop, needs: [%s]}%n".formatted(String.join(", ", names)))
                .toString();
    }

    /** Layers of steps, each of which needs two of the layer before. */
    private static String layers(int depth, int width) {
        var text = new StringBuilder("steps:\n");
        for (int layer = 0; layer < depth; layer++) {
            for (int i = 0; i < width; i++) {
                text.append("  s%d-%d: {type: noop".formatted(layer, i));
                if (layer > 0) {
                    text.append(
                            ", needs: [s%d-%d, s%d-%d]"
                                    .formatted(layer - 1, i, layer - 1, (i + 1) % width));
                }
                text.append("}\n");
            }
        }
        return text.toString();
    }

    private static Map<String, Double> percentiles(double[] millis) {
        Arrays.sort(millis);
        var result = new LinkedHashMap<String, Double>();
        result.put("p50", rounded(millis[millis.length / 2]));
        result.put("p99", rounded(millis[(int) (millis.length * 0.99)]));
        return result;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
