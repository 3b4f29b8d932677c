package dev.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Three orchestrators on one database while they are killed, frozen and thawed, and while
 * PostgreSQL is killed: every run ends, once. {@code -Dmillrace.soak.seconds} makes it longer.
 */
@OnThePlatform
class OrchestratorSoakIT {

    private static final int SECONDS = Integer.getInteger("millrace.soak.seconds", 15);
    private static final int BETWEEN_STARTS_MILLIS = 60;
    private static final int BETWEEN_FAULTS_SECONDS = 3;
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(6);
    private static final String PIPELINE =
            """
            pipeline: soak
            parameters: {source: null}
            steps:
              load: {type: ingest, dataset: soak, source: "${parameters.source}", timeout: 5m}
              left: {type: noop, needs: [load]}
              right: {type: noop, needs: [load]}
              join: {type: noop, needs: [left, right]}
            finally:
              last: {type: noop}
            """;

    private final LivePlatform platform;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Random random = new Random(4);

    OrchestratorSoakIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void everyRunEndsOnceWhateverDies() throws Exception {
        platform.processes().awaitAllUp();
        var source = platform.file("soak.csv", "x,y\n1,2\n3,4\n".getBytes(UTF_8)).toString();
        platform.orchestrator().post("/v1/pipelines", "text/plain", PIPELINE.getBytes(UTF_8)).ok();
        var folder = Path.of(source).getParent();
        try (var one = new ExtraOrchestrator(platform, PortBase.one(), folder.resolve("one.log"));
                var two =
                        new ExtraOrchestrator(
                                platform, PortBase.one(), folder.resolve("two.log"))) {
            var extra = List.of(one, two);
            var started = new ConcurrentLinkedQueue<String>();
            try (var starter = Executors.newSingleThreadScheduledExecutor()) {
                starter.scheduleWithFixedDelay(
                        () -> started.add(start(started.size(), source, extra)),
                        0,
                        BETWEEN_STARTS_MILLIS,
                        TimeUnit.MILLISECONDS);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                while (System.nanoTime() < end) {
                    TimeUnit.SECONDS.sleep(BETWEEN_FAULTS_SECONDS);
                    inject(extra);
                }
                starter.shutdown();
            }
            LivePlatform.say("%d runs started; faults: %s", started.size(), faults);
            platform.processes().awaitAllUp();
            for (var run : started) {
                platform.work().awaitRun(run);
            }
            requireOneOfEverything(started.size());
        }
    }

    /** Where one orchestrator is away another is asked, with the same key. */
    private String start(int number, String source, List<ExtraOrchestrator> extra) {
        var request = Map.of("pipeline", "soak", "parameters", Map.of("source", source));
        var all = new ArrayList<>(List.of(platform.orchestrator()));
        extra.forEach(orchestrator -> all.add(orchestrator.http()));
        return await("an orchestrator that starts run " + number)
                .atMost(Processes.SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(
                        () ->
                                all.get(ThreadLocalRandom.current().nextInt(all.size()))
                                        .post("/v1/runs", "soak-" + number, request)
                                        .body()
                                        .path("id")
                                        .asString(),
                        id -> !id.isEmpty());
    }

    private void inject(List<ExtraOrchestrator> extra) throws Exception {
        for (var orchestrator : extra) {
            orchestrator.startIfDead();
        }
        var victim = extra.get(random.nextInt(extra.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                victim.kill();
                victim.start();
                count("orchestrator killed");
            }
            case 1 -> {
                killIfThere(Part.ORCHESTRATOR, "supervised orchestrator killed");
            }
            case 2 -> {
                try (var frozen = Signals.freeze(victim.pid())) {
                    // Longer than the lease: the others take its runs, and then it writes again.
                    TimeUnit.MILLISECONDS.sleep(LEASE_AND_MORE.toMillis());
                }
                count("orchestrator frozen and thawed");
            }
            default -> {
                killIfThere(Part.POSTGRES, "PostgreSQL killed");
            }
        }
    }

    /** Its supervisor may be starting it just now. */
    private void killIfThere(Part part, String fault) throws IOException, InterruptedException {
        var process = platform.processes().find(part);
        if (process.isPresent() && Signals.isAlive(process.getAsLong())) {
            Signals.kill(process.getAsLong());
            count(fault);
        }
    }

    private void count(String fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private void requireOneOfEverything(int runs) throws IOException, SQLException {
        try (var database = platform.database()) {
            assertThat(database.count("orchestrator.run", "pipeline = 'soak'"))
                    .as("runs, one for each key")
                    .isEqualTo(runs);
            assertThat(
                            database.count(
                                    "orchestrator.run",
                                    "pipeline = 'soak' and state <> 'SUCCEEDED'"))
                    .as("runs that did not succeed")
                    .isZero();
            assertThat(
                            database.count(
                                    "orchestrator.attempt a",
                                    "a.run in (select id from orchestrator.run where pipeline = 'soak') and (a.state <> 'SUCCEEDED' or a.number > 1)"))
                    .as("attempts beyond one success for each step")
                    .isZero();
            assertThat(
                            database.count(
                                    "orchestrator.event e",
                                    "e.type = 'step-succeeded' and e.run in (select id from orchestrator.run where pipeline = 'soak')"))
                    .as("recorded outcomes")
                    .isEqualTo(5 * runs);
            assertThat(
                            database.count(
                                    "ingest.job j",
                                    "j.run in (select id::text from orchestrator.run where pipeline = 'soak')"))
                    .as("jobs, one for each attempt")
                    .isEqualTo(runs);
        }
    }
}
