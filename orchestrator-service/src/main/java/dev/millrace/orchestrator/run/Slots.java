package dev.millrace.orchestrator.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands out the slots of pools. A slot is given in a transaction of its own, which any instance may
 * make; the owner of the run then starts the step. It is freed in the transaction that ends the
 * attempt.
 */
@Component
class Slots {

    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    /** Not to give any slots, but to tell those that are given. */
    private static final String NONE = "";

    private record Grant(UUID run, String step) {}

    private final JdbcClient jdbc;
    private final Instance instance;
    private final Notices notices;
    private final TransactionTemplate transactions;
    private final LinkedBlockingQueue<String> pools = new LinkedBlockingQueue<>();
    private @Nullable RunLoop loop;
    private @Nullable Thread thread;

    Slots(
            JdbcClient jdbc,
            Instance instance,
            Notices notices,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.instance = instance;
        this.transactions = new TransactionTemplate(transactions);
        notices.when(Notices.About.SLOT, run -> look(Set.of(NONE)));
    }

    void reportTo(RunLoop runs) {
        loop = runs;
    }

    /** A step waits for the pool, or a slot of it is free; returns at once. */
    void look(Set<String> which) {
        pools.addAll(which);
    }

    /** Looks at every pool in which something may have been missed. */
    void sweep() {
        look(new HashSet<>(jdbc.sql(SlotSql.OPEN).query(String.class).list()));
        deliver();
    }

    private void handOut() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var which = new HashSet<String>();
                which.add(pools.take());
                pools.drainTo(which);
                which.forEach(this::give);
                deliver();
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failed) {
                log.warn("Could not hand out slots; the next sweep does.", failed);
            }
        }
    }

    private void give(String pool) {
        transactions.executeWithoutResult(status -> {
            var slots = jdbc.sql(SlotSql.LOCK).param("pool", pool).query(Integer.class).optional();
            if (slots.isPresent()) {
                jdbc
                        .sql(SlotSql.GIVE)
                        .param("pool", pool)
                        .param("slots", slots.get())
                        .query(UUID.class)
                        .list()
                        .stream()
                        .filter(run -> !isHeld(run))
                        .distinct()
                        .forEach(run -> notices.tell(Notices.About.SLOT, run));
            }
        });
    }

    private boolean isHeld(UUID run) {
        return loop != null && loop.isHeld(run);
    }

    /** Tells the runs that are held here; those of others by their owners. */
    private void deliver() {
        var runs = loop;
        if (runs == null) {
            return;
        }
        for (var grant : granted()) {
            runs.tell(grant.run(), (machine, now) -> machine.granted(grant.step(), now));
        }
    }

    private List<Grant> granted() {
        return jdbc.sql(SlotSql.GRANTED)
                .param("me", instance.id())
                .query((row, at) ->
                        new Grant(row.getObject("run", UUID.class), row.getString("step")))
                .list();
    }

    synchronized void start() {
        thread = Thread.ofPlatform().name("slots").daemon().start(this::handOut);
    }

    synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
        pools.clear();
    }
}
