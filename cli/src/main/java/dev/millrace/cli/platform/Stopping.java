package dev.millrace.cli.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks, waits, then kills. Never touches a process that is not the one meant. */
final class Stopping {

    /** How a process is asked to end. */
    enum Signal {
        TERM,
        /** PostgreSQL's fast shutdown: ends its sessions instead of waiting for them. */
        INT
    }

    private static final Duration POLL = Duration.ofMillis(50);

    private Stopping() {}

    static void stop(List<ProcessIdentity> processes, Signal signal, Duration grace)
            throws InterruptedException {
        processes.forEach(process -> send(process, signal));
        if (!awaitEnd(processes, grace)) {
            processes.stream()
                    .flatMap(process -> process.handle().stream())
                    .forEach(ProcessHandle::destroyForcibly);
            awaitEnd(processes, Duration.ofSeconds(5));
        }
    }

    static boolean awaitEnd(List<ProcessIdentity> processes, Duration atMost)
            throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (processes.stream().anyMatch(ProcessIdentity::isAlive)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    /** Waits; ends early, with an exception, when the thread is interrupted. */
    static void pause(Duration time) throws InterruptedException {
        var never = new CountDownLatch(1);
        var unused = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void send(ProcessIdentity process, Signal signal) {
        process.handle()
                .ifPresent(handle -> {
                    if (signal == Signal.TERM) {
                        handle.destroy();
                    } else {
                        interrupt(handle.pid());
                    }
                });
    }

    private static void interrupt(long pid) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Could not run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
