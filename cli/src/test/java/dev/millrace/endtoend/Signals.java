package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes of the platform, by their number. */
final class Signals {

    private Signals() {}

    static void kill(long pid) throws IOException, InterruptedException {
        send("KILL", List.of(pid));
    }

    /** The process and its descendants do nothing any more, and keep their sockets open. */
    static Frozen freeze(long pid) throws IOException, InterruptedException {
        var family =
                Stream.concat(
                                Stream.of(pid),
                                ProcessHandle.of(pid).stream()
                                        .flatMap(ProcessHandle::descendants)
                                        .map(ProcessHandle::pid))
                        .toList();
        send("STOP", family);
        return new Frozen(family);
    }

    /** Goes on when closed. */
    record Frozen(List<Long> processes) implements AutoCloseable {

        @Override
        public void close() throws IOException, InterruptedException {
            send("CONT", processes.stream().filter(Signals::isAlive).toList());
        }
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void send(String signal, List<Long> processes)
            throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        var command = new java.util.ArrayList<>(List.of("/bin/kill", "-" + signal));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as("exit code of %s", command)
                .isZero();
    }
}
