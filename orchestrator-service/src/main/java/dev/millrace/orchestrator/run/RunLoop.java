package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.run.HeldRun.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Moves the runs that this instance owns. Whatever happens in a run is posted to it; a writer tells
 * the machines of all runs in line what has come, writes what follows in one transaction, and only
 * then lets it have its effects. A run is never with two writers at once.
 *
 * <p>Memory is a copy of the rows: when it is not known what was written, the run is forgotten
 * here, and {@link Recovery} reads it again.
 */
@Component
class RunLoop {

    private static final Logger log = LoggerFactory.getLogger(RunLoop.class);
    private static final int WRITERS = 4;
    private static final int RUNS_AT_ONCE = 64;

    private final Journal journal;
    private final Works works;
    private final Alarms alarms;
    private final Slots slots;
    private final RunMetrics metrics;
    private final RunNews news;
    private final Ends ends;
    private final DatabaseTime time;
    private final Map<UUID, HeldRun> runs = new ConcurrentHashMap<>();
    private final BlockingQueue<HeldRun> line = new LinkedBlockingQueue<>();
    private final List<Thread> writers = new ArrayList<>();

    RunLoop(
            Journal journal,
            Works works,
            Alarms alarms,
            Slots slots,
            RunMetrics metrics,
            RunNews news,
            Ends ends,
            DatabaseTime time) {
        this.journal = journal;
        this.works = works;
        this.alarms = alarms;
        this.slots = slots;
        this.metrics = metrics;
        this.news = news;
        this.ends = ends;
        this.time = time;
        metrics.running(runs);
        works.reportTo(this);
        slots.reportTo(this);
    }

    /** Drives a run; completed when what follows from the signal is durable. */
    CompletableFuture<@Nullable Void> hold(HeldRun run, Signal first) {
        var before = runs.put(run.id(), run);
        if (before != null) {
            forget(before, new TakenOver(before));
        }
        return post(run, first);
    }

    /** Tells a run something; null where it is not held here. */
    @Nullable CompletableFuture<@Nullable Void> tell(UUID id, Signal signal) {
        var run = runs.get(id);
        return run == null ? null : post(run, signal);
    }

    /** Runs of which this instance is the owner, as far as it knows. */
    List<HeldRun> known() {
        return runs.values().stream().filter(HeldRun::isKnown).toList();
    }

    int held() {
        return runs.size();
    }

    boolean isHeld(UUID id) {
        return runs.containsKey(id);
    }

    /** Whether the run is held in that generation or a later one. */
    boolean holds(UUID id, long generation) {
        var run = runs.get(id);
        return run != null && run.generation() >= generation;
    }

    private CompletableFuture<@Nullable Void> post(HeldRun run, Signal signal) {
        var written = run.post(signal);
        queue(run);
        return written;
    }

    private void queue(HeldRun run) {
        if (run.getsInLine()) {
            line.add(run);
        }
    }

    private void write() {
        var batch = new ArrayList<HeldRun>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.clear();
                batch.add(line.take());
                line.drainTo(batch, RUNS_AT_ONCE - 1);
                write(batch);
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private void write(List<HeldRun> batch) {
        var entries = new ArrayList<Journal.Entry>();
        var now = time.now();
        for (var run : batch) {
            read(run, now, entries);
        }
        if (!entries.isEmpty()) {
            record(entries);
        }
        for (var run : batch) {
            run.leavesLine();
            if (run.hasMail()) {
                queue(run);
            }
        }
    }

    private void record(List<Journal.Entry> entries) {
        try {
            var written = journal.write(entries);
            entries.forEach(entry -> written(entry, written.runs()));
            var pools = new HashSet<>(written.pools());
            entries.forEach(entry -> pools.addAll(entry.changes().poolsWaitedFor()));
            slots.look(pools);
        } catch (DataIntegrityViolationException refused) {
            if (entries.size() > 1) { // whichever it is, the others are not to suffer
                entries.forEach(entry -> record(List.of(entry)));
                return;
            }
            var run = entries.getFirst().run();
            log.error(
                    "What follows in run {} cannot be written; it is read again.",
                    run.id(),
                    refused);
            forget(run, refused);
        } catch (RuntimeException unknown) {
            log.warn(
                    "It is not known what was written of {} runs; they are read again.",
                    entries.size(),
                    unknown);
            entries.forEach(entry -> forget(entry.run(), unknown));
        }
    }

    private void read(HeldRun run, Instant now, List<Journal.Entry> entries) {
        try {
            var entry = Journal.Entry.of(run, run.read(now));
            if (entry.isNothing()) {
                run.written();
                setAlarm(run); // one that rang a moment too early rings again
            } else {
                entries.add(entry);
            }
        } catch (RuntimeException broken) { // its affair, not that of those beside it in line
            log.error("Run {} broke; it is read again.", run.id(), broken);
            forget(run, broken);
        }
    }

    private void written(Journal.Entry entry, Set<UUID> written) {
        var run = entry.run();
        if (!written.contains(run.id())) {
            forget(run, new TakenOver(run));
            return;
        }
        run.written();
        metrics.count(run, entry.changes());
        news.of(run.id());
        if (run.machine().state().isTerminal()) {
            ends.of(run);
        }
        works.on(entry);
        setAlarm(run);
    }

    private void setAlarm(HeldRun run) {
        if (run.machine().state().isTerminal()) {
            runs.remove(run.id(), run);
            alarms.off(run.id());
        } else if (runs.get(run.id()) == run) {
            alarms.set(
                    run.id(),
                    run.machine().wakeAt(),
                    () -> tell(run.id(), (machine, now) -> machine.wake(now)));
        }
    }

    /** Somebody else drives the run by now, or its rows may be others than what is held of it. */
    void readAgain(HeldRun run) {
        forget(run, new TakenOver(run));
    }

    private void forget(HeldRun run, RuntimeException why) {
        if (runs.remove(run.id(), run)) {
            alarms.off(run.id());
        }
        works.forget(run);
        run.lost(why);
    }

    synchronized void start() {
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().name("run-writer-" + i).daemon().start(this::write));
        }
    }

    synchronized void stop() {
        writers.forEach(Thread::interrupt);
        for (var writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writers.clear();
        works.stop();
        List.copyOf(runs.values()).forEach(run -> forget(run, new TakenOver(run)));
        line.clear();
    }
}
