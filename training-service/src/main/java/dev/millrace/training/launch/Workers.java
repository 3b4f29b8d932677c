package dev.millrace.training.launch;

import dev.millrace.kit.job.JobContext;
import dev.millrace.training.worker.WorkerReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The worker processes of this service: at most one for each slot, and one more that waits, warm,
 * for the next task: a fresh one takes seconds to load the engine. While jobs are there, a slot
 * keeps the worker that served it last.
 */
@Component
public final class Workers implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final WorkerSettings settings;
    private final WorkerStarter starter;
    private final Counter lost;
    private final Slots slots;
    private final Map<UUID, WorkerProcess> open = new ConcurrentHashMap<>();
    private @Nullable WorkerProcess spare;
    private int crews;
    private boolean closed;

    Workers(WorkerSettings settings, WorkerStarter starter, MeterRegistry metrics) {
        this.settings = settings;
        this.starter = starter;
        // There from the start: an alarm needs the 0 before the first loss.
        this.lost = metrics.counter("millrace.training.workers.lost");
        this.slots = new Slots(settings.slotsOrDefault());
    }

    /** Workers for a job, which closes the crew when it needs them no more. */
    public synchronized Crew crew(JobContext context) {
        crews++;
        return new Crew(context, this);
    }

    /** With the last crew go the workers that waited for its tasks. */
    void crewLeaves() {
        synchronized (this) {
            crews--;
            if (crews == 0) {
                slots.free().forEach(this::endWarm);
            }
        }
        keepSpare();
    }

    WorkerSettings settings() {
        return settings;
    }

    Slots slots() {
        return slots;
    }

    void give(WorkerProcess worker, Errand errand) {
        starter.give(worker, errand);
    }

    void countLost() {
        lost.increment();
    }

    /** The worker that served the slot last, or another one. */
    WorkerProcess warm(Slot slot) throws IOException {
        var worker = slot.takeWarm();
        if (worker != null && worker.isAlive()) {
            return worker;
        }
        if (worker != null) {
            close(worker);
        }
        return another(slot);
    }

    /** A worker that has done nothing yet. */
    synchronized WorkerProcess another(Slot slot) throws IOException {
        endWarm(slot);
        var ready = spare;
        spare = null;
        if (ready != null && ready.isAlive()) {
            return ready;
        }
        if (ready != null) {
            close(ready);
        }
        return start(settings.gpuOf(slot.number()));
    }

    /** Keeps a worker for the slot's next task, or ends it. */
    void putBack(WorkerProcess worker, Slot slot, boolean mayStay) {
        if (mayStay && worker.isAlive()) {
            slot.keepWarm(worker);
        } else {
            close(worker);
        }
    }

    void hear(UUID id, List<WorkerReport> reports) {
        var worker = open.get(id);
        if (worker != null) {
            worker.hear(reports);
        }
    }

    boolean knows(UUID id) {
        return open.containsKey(id);
    }

    @EventListener(ApplicationReadyEvent.class)
    void keepSpare() {
        if (settings.keepsSpare()) {
            Thread.ofVirtual().name("spare-worker").start(this::startSpare);
        }
    }

    private synchronized void startSpare() {
        if (closed || (spare != null && spare.isAlive())) {
            return;
        }
        if (spare != null) {
            close(spare);
        }
        try {
            spare = start(settings.gpuOf(0));
        } catch (IOException failure) {
            log.warn("No spare worker: {}. The next job starts one itself.", failure.toString());
        }
    }

    private WorkerProcess start(@Nullable Integer gpu) throws IOException {
        var worker = starter.start(gpu);
        open.put(worker.id(), worker);
        return worker;
    }

    private void endWarm(Slot slot) {
        var worker = slot.takeWarm();
        if (worker != null) {
            close(worker);
        }
    }

    private void close(WorkerProcess worker) {
        open.remove(worker.id());
        worker.remove();
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        open.values().forEach(this::close);
    }
}
