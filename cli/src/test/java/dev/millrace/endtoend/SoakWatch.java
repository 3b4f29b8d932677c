package dev.millrace.endtoend;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the database several times a second: whether slots and the steps that hold them agree,
 * and who owns the runs of an orchestrator that died or stands still.
 */
final class SoakWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(200);

    /** One statement, so one moment: slots held by steps that do not run, and the reverse. */
    private static final String SLOTS =
            """
            select (select count(*) from orchestrator.slot h
                     where h.run is not null
                       and not exists (select 1 from orchestrator.step s
                                        where s.run = h.run and s.name = h.step
                                          and s.state in ('QUEUED', 'RUNNING')))
                 + (select count(*) from orchestrator.step s
                     where s.pool is not null and s.state = 'RUNNING'
                       and not exists (select 1 from orchestrator.slot h
                                        where h.run = s.run and h.step = s.name)) as wrong,
                   (select count(*) from orchestrator.slot where run is not null) as held
            """;

    private static final String OWNERS =
            """
            select split_part(i.name, '@', 1) as process, count(*) as runs
              from orchestrator.run r left join orchestrator.instance i on i.id = r.owner
             where r.ended_at is null
             group by 1
            """;

    /**
     * @param took what the clock of the watch shows, which stands while the database is away
     */
    record TakeOver(String victim, long runs, Duration took) {}

    private record Death(String victim, long process, Duration at, long runs) {}

    private final LivePlatform platform;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Death> unheired = new ArrayList<>();
    private final List<TakeOver> takeOvers = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private Map<Long, Long> owned = Map.of();
    private Database database;
    private Duration clock = Duration.ZERO;
    private long lastAnswer;
    private long looks;
    private long mostHeld;
    private Throwable broken;

    SoakWatch(LivePlatform platform) {
        this.platform = platform;
        timer.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            if (database == null) {
                database = platform.database();
                lastAnswer = 0;
            }
            checkSlots(database.row(SLOTS));
            owned = owners();
            tick();
            inherit();
            looks++;
        } catch (SQLException away) {
            forgetConnection();
        } catch (IOException | RuntimeException | Error unexpected) {
            broken = unexpected;
            throw new IllegalStateException(unexpected);
        }
    }

    private void tick() {
        var now = System.nanoTime();
        if (lastAnswer != 0) {
            clock = clock.plusNanos(now - lastAnswer);
        }
        lastAnswer = now;
    }

    private void checkSlots(Map<String, Object> slots) {
        if (number(slots, "wrong") != 0) {
            wrong.add("look %d: %s".formatted(looks, slots));
        }
        mostHeld = Math.max(mostHeld, number(slots, "held"));
    }

    private Map<Long, Long> owners() throws SQLException {
        var found = new HashMap<Long, Long>();
        for (var row : database.rows(OWNERS)) {
            var process = row.get("process");
            found.put(
                    process == null ? 0 : Long.parseLong(process.toString()), number(row, "runs"));
        }
        return found;
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private void inherit() {
        for (var death : List.copyOf(unheired)) {
            if (!owned.containsKey(death.process())) {
                unheired.remove(death);
                var took = clock.minus(death.at());
                takeOvers.add(new TakeOver(death.victim(), death.runs(), took));
                LivePlatform.say(
                        "%d runs of %s have another owner after %.1f s",
                        death.runs(), death.victim(), took.toMillis() / 1e3);
            }
        }
    }

    /**
     * An orchestrator died or stands still: from now on it is counted until its runs have heirs.
     */
    void died(String victim, long process) {
        look();
        synchronized (this) {
            var runs = owned.getOrDefault(process, 0L);
            if (runs > 0) {
                unheired.add(new Death(victim, process, clock, runs));
            }
        }
    }

    synchronized boolean isHeirMissing() {
        return !unheired.isEmpty();
    }

    synchronized long unfinished() {
        return owned.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized long looks() {
        return looks;
    }

    synchronized long mostHeld() {
        return mostHeld;
    }

    /** Moments at which slots and steps did not agree. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized List<TakeOver> takeOvers() {
        if (broken != null) {
            throw new AssertionError("the watch broke", broken);
        }
        return List.copyOf(takeOvers);
    }

    private void forgetConnection() {
        try (var lost = database) {
            database = null;
        } catch (SQLException alreadyLost) {
            database = null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        timer.awaitTermination(10, TimeUnit.SECONDS);
        synchronized (this) {
            forgetConnection();
        }
    }
}
