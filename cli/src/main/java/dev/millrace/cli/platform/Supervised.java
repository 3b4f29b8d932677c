package dev.millrace.cli.platform;

import dev.millrace.cli.platform.PlatformState.Health;
import dev.millrace.cli.platform.PlatformState.PartState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running: starts it, or adopts the process that a lost supervisor left, watches it,
 * and starts it again after a pause when it dies.
 */
final class Supervised implements Runnable {

    private static final Duration UNTIL_UP = Duration.ofMillis(200);
    private static final Duration ONCE_UP = Duration.ofSeconds(1);

    /** Called after each change, from this part's thread. */
    interface Observer {
        void changed();
    }

    private final PartProcess part;
    private final Observer observer;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch up = new CountDownLatch(1);
    private volatile PartState state;

    Supervised(PartProcess part, @Nullable ProcessIdentity survivor, Observer observer) {
        this.part = part;
        this.observer = observer;
        this.state =
                new PartState(part.name(), part.port(), Health.WAITING, survivor, 0, "waiting");
    }

    PartState state() {
        return state;
    }

    PartProcess part() {
        return part;
    }

    /** Returns once the part has answered for the first time, or when it is to stop. */
    void awaitUp() throws InterruptedException {
        var answered = false;
        while (!answered && !isStopping()) {
            answered = up.await(UNTIL_UP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** From now on nothing is started any more. */
    synchronized void stopStarting() {
        stopping.countDown();
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                var began = System.nanoTime();
                var exit = runOnce();
                if (!isStopping()) {
                    restartAfter(backoff.after(Duration.ofNanos(System.nanoTime() - began)), exit);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String runOnce() throws InterruptedException {
        var survivor = state.process();
        if (survivor != null && survivor.isAlive()) {
            Supervisor.log("%s: adopted process %d", part.name(), survivor.pid());
            watch(survivor);
            return "ended";
        }
        try {
            var process = start();
            if (process == null) {
                return "was not started";
            }
            var identity = ProcessIdentity.of(process.pid());
            if (identity.isPresent()) {
                watch(identity.get());
            }
            return "ended with exit code " + process.waitFor();
        } catch (IOException e) {
            return "could not be started: " + e.getMessage();
        }
    }

    /** Null when it is to stop: under the lock, so that nothing is started behind a stop. */
    private synchronized @Nullable Process start() throws IOException, InterruptedException {
        if (isStopping()) {
            return null;
        }
        var process = part.start();
        Supervisor.log("%s: started process %d", part.name(), process.pid());
        ProcessIdentity.of(process.pid())
                .ifPresent(identity -> become(Health.STARTING, identity, "starting"));
        return process;
    }

    private void watch(ProcessIdentity process) throws InterruptedException {
        become(Health.STARTING, process, "starting");
        while (process.isAlive()) {
            var problem = part.problem();
            if (problem.isEmpty()) {
                become(Health.UP, process, "");
                up.countDown();
            } else if (state.health() == Health.UP) {
                become(Health.STARTING, process, problem.get());
            }
            if (stopping.await(pauseBetweenChecks(problem), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static long pauseBetweenChecks(Optional<String> problem) {
        return (problem.isEmpty() ? ONCE_UP : UNTIL_UP).toMillis();
    }

    private void restartAfter(Duration pause, String exit) throws InterruptedException {
        var message = "%s; starting it again in %.1f s".formatted(exit, pause.toMillis() / 1000.0);
        Supervisor.log("%s: %s", part.name(), message);
        state =
                new PartState(
                        part.name(),
                        part.port(),
                        Health.RESTARTING,
                        null,
                        state.restarts() + 1,
                        message);
        observer.changed();
        var unused = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void become(Health health, ProcessIdentity process, String message) {
        if (state.health() != health || !process.equals(state.process())) {
            state =
                    new PartState(
                            part.name(), part.port(), health, process, state.restarts(), message);
            observer.changed();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
