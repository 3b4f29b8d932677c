package dev.millrace.training.launch;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.launch.WorkerProcess.Message;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerReport.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one job. Each errand waits for a slot, is given to a worker, and to another one if
 * that is lost. May be used from several threads; when the job is interrupted, all its workers are
 * killed.
 */
public final class Crew implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Crew.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

    private final JobContext context;
    private final Workers workers;
    private final Set<WorkerProcess> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean dismissed;

    Crew(JobContext context, Workers workers) {
        this.context = context;
        this.workers = workers;
        context.onInterrupt(this::dismiss);
    }

    /** How many errands can be under way at a time, if no other job has any. */
    public int most() {
        return workers.slots().all().size();
    }

    /** Does the errand; throws what the worker says has failed. */
    public Outcome run(Errand errand) throws IOException, InterruptedException {
        int tries = workers.settings().tries();
        Lost lost = new Lost(0, "");
        for (int number = 1; number <= tries; number++) {
            switch (inASlot(errand)) {
                case Done(Outcome outcome) -> {
                    return outcome;
                }
                case Lost again -> {
                    lost = again;
                    workers.countLost();
                    log.warn(
                            "Worker {} of {} for job {} ended with status {}: {}",
                            number,
                            tries,
                            context.id(),
                            lost.status(),
                            lost.lastWords());
                }
            }
        }
        throw new PlatformException(
                FailureCode.WORKER_LOST,
                "%d training workers ended without a result, the last one with status %d%s"
                        .formatted(
                                tries,
                                lost.status(),
                                lost.lastWords().isEmpty() ? "." : ": " + lost.lastWords()));
    }

    /** Kills all workers that are at work; errands that are under way end with an exception. */
    public void dismiss() {
        dismissed = true;
        atWork.forEach(WorkerProcess::kill);
    }

    @Override
    public void close() {
        dismiss();
        workers.crewLeaves();
    }

    /** How a worker ended its errand, or itself. */
    private sealed interface Ending {}

    private record Done(Outcome outcome) implements Ending {}

    private record Lost(int status, String lastWords) implements Ending {}

    private Ending inASlot(Errand errand) throws IOException, InterruptedException {
        var slot =
                workers.slots()
                        .lease(
                                BETWEEN_CHECKS,
                                slots -> {
                                    refuseIfDismissed();
                                    errand.waits(
                                            "waiting for one of %d worker slots".formatted(slots));
                                });
        try {
            return withOneWorker(errand, slot);
        } finally {
            workers.slots().giveBack(slot);
        }
    }

    private Ending withOneWorker(Errand errand, Slot slot)
            throws IOException, InterruptedException {
        var worker = errand.isAlone() ? workers.another(slot) : workers.warm(slot);
        boolean mayStay = false;
        atWork.add(worker);
        try {
            refuseIfDismissed();
            workers.give(worker, errand);
            var ending = listen(worker, errand);
            mayStay = ending instanceof Done && !errand.isAlone();
            return ending;
        } finally {
            atWork.remove(worker);
            workers.putBack(worker, slot, mayStay);
        }
    }

    private Ending listen(WorkerProcess worker, Errand errand) throws InterruptedException {
        while (true) {
            var message = worker.next(BETWEEN_CHECKS);
            switch (message) {
                case null -> refuseIfDismissed();
                case Message.Said(Outcome outcome) -> {
                    return new Done(outcome);
                }
                case Message.Said(WorkerReport.Failed(var failure)) -> throw failure.asException();
                case Message.Said(var report) -> errand.hear(report);
                case Message.Ended(int status) -> {
                    refuseIfDismissed();
                    return new Lost(status, worker.lastWords());
                }
            }
        }
    }

    private void refuseIfDismissed() {
        context.checkStillOurs();
        if (dismissed) {
            throw new Dismissed();
        }
    }

    /** Another errand of the job has failed, which is what the job will say. */
    static final class Dismissed extends RuntimeException {

        Dismissed() {
            super("the job's workers were dismissed", null, false, false);
        }
    }
}
