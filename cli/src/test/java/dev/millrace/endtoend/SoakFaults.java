package dev.millrace.endtoend;

import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills and freezes orchestrators and kills PostgreSQL, in an order that a seed decides. One
 * orchestrator is spared until the runs of those that died have another owner: whom all are dead or
 * new, nobody can inherit.
 */
final class SoakFaults {

    /** Each dead JVM that starts again keeps a core busy for seconds, and others are tested too. */
    private static final int BETWEEN_MILLIS = Integer.getInteger("millrace.soak.pause", 7000);

    private static final Duration FROZEN = Duration.ofSeconds(15);

    private final LivePlatform platform;
    private final List<? extends SoakVictim> orchestrators;
    private final SoakWatch watch;
    private final Random random;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<SoakVictim, Thaw> frozen = new java.util.HashMap<>();
    private SoakVictim spared;

    private record Thaw(Signals.Frozen frozen, long due) {}

    SoakFaults(
            LivePlatform platform,
            List<? extends SoakVictim> orchestrators,
            SoakWatch watch,
            long seed) {
        this.platform = platform;
        this.orchestrators = orchestrators;
        this.watch = watch;
        this.random = new Random(seed);
    }

    /** After a pause that is up to two seconds longer than the shortest. */
    void next() throws IOException, InterruptedException {
        var until = System.nanoTime();
        until += TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS + random.nextInt(2000));
        var freeze = random.nextBoolean();
        var which = random.nextInt(6);
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
            thaw(false);
        }
        revive();
        var ready =
                new ArrayList<SoakVictim>(orchestrators.stream().filter(this::isReady).toList());
        if (spared == null || !watch.isHeirMissing() && ready.size() > 1) {
            spared = ready.isEmpty() ? null : ready.get(which % ready.size());
        }
        if (ready.remove(spared) && !ready.isEmpty()) {
            strike(ready.get(which % ready.size()), freeze);
        }
    }

    private boolean isReady(SoakVictim orchestrator) {
        return !frozen.containsKey(orchestrator) && orchestrator.isReady();
    }

    private void strike(SoakVictim victim, boolean freeze)
            throws IOException, InterruptedException {
        var process = victim.pid();
        if (freeze) {
            var due = System.nanoTime() + FROZEN.toNanos();
            frozen.put(victim, new Thaw(Signals.freeze(process), due));
        } else {
            Signals.kill(process);
        }
        watch.died(victim.name(), process);
        count("%s %s".formatted(victim.name(), freeze ? "frozen for 15 s" : "killed"));
    }

    /** Killed as by {@code kill -9}; its supervisor starts it again. */
    void restartPostgres() throws IOException, InterruptedException {
        awaitHeirs();
        var process = platform.processes().require(Part.POSTGRES);
        Signals.kill(process);
        count("PostgreSQL killed");
        await("PostgreSQL up again")
                .atMost(Processes.SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    thaw(false);
                    var now = platform.processes().find(Part.POSTGRES);
                    return now.isPresent()
                            && now.getAsLong() != process
                            && platform.processes().isUp(Part.POSTGRES);
                });
    }

    /** Everybody may live from now on; whoever stands still does so until others have its runs. */
    void end() throws IOException, InterruptedException {
        awaitHeirs();
        thaw(true);
        await("every orchestrator ready")
                .atMost(Processes.SOON)
                .until(() -> {
                    revive();
                    return orchestrators.stream().allMatch(SoakVictim::isReady);
                });
    }

    private void awaitHeirs() {
        await("heirs of the dead")
                .atMost(Processes.SOON)
                .until(() -> {
                    thaw(false);
                    return !watch.isHeirMissing();
                });
    }

    Map<String, Integer> counts() {
        return counts;
    }

    private void revive() throws IOException {
        for (var orchestrator : orchestrators) {
            orchestrator.revive();
        }
    }

    private void thaw(boolean all) throws IOException, InterruptedException {
        for (var entry : List.copyOf(frozen.entrySet())) {
            if (all || System.nanoTime() > entry.getValue().due()) {
                entry.getValue().frozen().close();
                frozen.remove(entry.getKey());
            }
        }
    }

    private void count(String fault) {
        LivePlatform.say("%s", fault);
        counts.merge(fault, 1, Integer::sum);
    }
}
