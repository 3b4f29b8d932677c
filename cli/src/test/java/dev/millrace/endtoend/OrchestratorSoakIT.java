package dev.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Three orchestrators on one database, one of them with a clock that is 30 s ahead, while they are
 * killed, frozen and thawed, and while PostgreSQL is killed twice: every run ends, once. On a
 * platform of its own, beside the other tests. {@code -Dmillrace.soak.seconds}, {@code
 * -Dmillrace.soak.runs} and {@code -Dmillrace.soak.seed} change it.
 */
@Execution(ExecutionMode.CONCURRENT)
class OrchestratorSoakIT {

    private static final int SECONDS = Integer.getInteger("millrace.soak.seconds", 120);
    private static final int RUNS = Integer.getInteger("millrace.soak.runs", 2000);
    private static final long SEED = Long.getLong("millrace.soak.seed", 4);
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);
    private static final int SLOTS = 24;
    private static final String PIPELINE =
            """
            pipeline: soak
            parameters: {source: null}
            steps:
              load: {type: ingest, dataset: soak, source: "${parameters.source}", pool: soak, timeout: 5m}
              left: {type: noop, needs: [load]}
              right: {type: noop, needs: [load]}
              join: {type: noop, needs: [left, right]}
            finally:
              last: {type: noop}
            """;

    @Test
    void everyRunEndsOnceWhateverDies() throws Exception {
        try (var platform = LivePlatform.startOnly("soak", Part.ORCHESTRATOR, Part.INGEST)) {
            platform.processes().awaitAllUp();
            var source = platform.file("soak.csv", "x,y\n1,2\n3,4\n".getBytes(UTF_8));
            var folder = source.getParent();
            try (var second = ExtraOrchestrator.start(platform, folder);
                    var ahead = ExtraOrchestrator.startAhead(platform, folder)) {
                var all = List.of(new SoakVictim.Supervised(platform), second, ahead);
                await("three orchestrators")
                        .atMost(Processes.SOON)
                        .until(() -> all.stream().allMatch(SoakVictim::isReady));
                prepare(platform, ahead);
                soak(platform, all, source.toString());
            }
        }
    }

    private static void prepare(LivePlatform platform, ExtraOrchestrator ahead) throws Exception {
        ahead.http().put("/v1/pools/soak", Map.of("slots", SLOTS)).ok();
        ahead.http().post("/v1/pipelines", "text/plain", PIPELINE.getBytes(UTF_8)).ok();
        assertThat(ahead.ahead())
                .as("how far the clock of one is ahead")
                .isCloseTo(ClockAhead.BY, Duration.ofSeconds(5));
    }

    private static void soak(
            LivePlatform platform, List<? extends SoakVictim> orchestrators, String source)
            throws Exception {
        try (var watch = new SoakWatch(platform);
                var starts =
                        new SoakStarts(
                                orchestrators,
                                source,
                                RUNS,
                                Duration.ofSeconds(SECONDS),
                                watch::unfinished)) {
            var faults = new SoakFaults(platform, orchestrators, watch, SEED);
            var began = System.nanoTime();
            starts.begin();
            var restarts = 0;
            while (seconds(began) < SECONDS) {
                if (restarts < 2 && seconds(began) > SECONDS * (restarts + 1) / 3) {
                    faults.restartPostgres();
                    restarts++;
                }
                faults.next();
            }
            faults.end();
            starts.end();
            var startedAfter = seconds(began);
            await("the end of every run")
                    .atMost(Processes.SOON)
                    .until(() -> unfinished(platform) == 0 && !watch.isHeirMissing());
            LivePlatform.say(
                    "%d runs were started in %d s and have ended after %d s; seed %d",
                    RUNS, startedAfter, seconds(began), SEED);
            LivePlatform.say("faults: %s", faults.counts());
            LivePlatform.say("%d starts had to be asked for again", starts.again());
            requireSlotsAndOwners(watch);
            requireOneOfEverything(platform);
        }
    }

    private static long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }

    private static long unfinished(LivePlatform platform) throws Exception {
        try (var database = platform.database()) {
            return database.count("orchestrator.run", "ended_at is null");
        }
    }

    private static void requireSlotsAndOwners(SoakWatch watch) {
        LivePlatform.say(
                "slots and steps were compared %d times; at most %d of %d slots were held",
                watch.looks(), watch.mostHeld(), SLOTS);
        assertThat(watch.wrong()).as("moments when slots and steps did not agree").isEmpty();
        assertThat(watch.mostHeld()).as("slots held").isBetween(1L, (long) SLOTS);
        var longest =
                watch.takeOvers().stream()
                        .map(SoakWatch.TakeOver::took)
                        .max(Duration::compareTo)
                        .orElseThrow();
        LivePlatform.say(
                "%d times an owner's runs were taken over, %d runs, after %.1f s at most",
                watch.takeOvers().size(),
                watch.takeOvers().stream().mapToLong(SoakWatch.TakeOver::runs).sum(),
                longest.toMillis() / 1e3);
        assertThat(longest).as("time until the runs of the dead are owned").isLessThan(TAKE_OVER);
    }

    private static void requireOneOfEverything(LivePlatform platform) throws Exception {
        try (var database = platform.database()) {
            assertThat(database.count("orchestrator.run", "pipeline = 'soak'"))
                    .as("runs, one for each key")
                    .isEqualTo(RUNS);
            none(database, "runs that did not succeed", "orchestrator.run", "state <> 'SUCCEEDED'");
            none(database, "steps", "orchestrator.step", "state <> 'SUCCEEDED'");
            none(database, "held slots", "orchestrator.slot", "run is not null");
            none(database, "open attempts", "orchestrator.attempt", "ended_at is null");
            assertThat(database.count("orchestrator.attempt", "state = 'SUCCEEDED'"))
                    .as("attempts that succeeded, one of each step")
                    .isEqualTo(5L * RUNS);
            none(
                    database,
                    "attempts without exactly one recorded outcome",
                    "orchestrator.attempt a",
                    """
                    (select count(*) from orchestrator.event e
                      where e.run = a.run and e.step = a.step and e.attempt = a.number
                        and e.type in ('step-succeeded', 'step-retrying', 'step-failed')) <> 1\
                    """);
            none(
                    database,
                    "keys without exactly one job",
                    "orchestrator.attempt a",
                    """
                    a.step = 'load'
                    and (select count(*) from ingest.job j
                          where j.idempotency_key = a.run || ':' || a.step || ':' || a.number) <> 1\
                    """);
            assertThat(database.count("ingest.job", "true"))
                    .as("jobs, one for each key and no others")
                    .isEqualTo(database.count("orchestrator.attempt", "step = 'load'"));
            LivePlatform.say(
                    "attempts that failed and were tried again: %s",
                    database.rows(
                            """
                            select failure->>'code' as code, count(*) from orchestrator.attempt
                             where state <> 'SUCCEEDED' group by 1\
                            """));
        }
    }

    private static void none(Database database, String what, String table, String condition)
            throws SQLException {
        assertThat(database.count(table, condition)).as(what).isZero();
    }
}
