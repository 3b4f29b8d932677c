package dev.millrace.cli;

import dev.millrace.cli.platform.Memory;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.cli.platform.PlatformState.Health;
import dev.millrace.cli.platform.PlatformState.PartState;
import dev.millrace.cli.platform.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} and {@code status} print.
 *
 * @param console where a browser finds the platform; null unless it runs
 * @param memoryBytes resident memory of all processes together; null where the system does not tell
 */
record PlatformReport(
        State state,
        @Nullable String console,
        @Nullable Long memoryBytes,
        List<ProcessReport> processes) {

    /** The platform as a whole. */
    enum State {
        UP,
        DEGRADED,
        DOWN
    }

    /** One process; {@code pid} is null while there is none. */
    record ProcessReport(
            String name,
            Health health,
            @Nullable Long pid,
            @Nullable String address,
            @Nullable Long memoryBytes,
            int restarts,
            String message) {}

    static PlatformReport down() {
        return new PlatformReport(State.DOWN, null, null, List.of());
    }

    static PlatformReport of(PlatformState state) {
        var processes = new ArrayList<ProcessReport>();
        processes.add(supervisor(state.supervisor()));
        state.parts().forEach(part -> processes.add(report(part)));
        var allUp = processes.stream().allMatch(process -> process.health() == Health.UP);
        return new PlatformReport(
                allUp ? State.UP : State.DEGRADED,
                "http://127.0.0.1:" + Part.ORCHESTRATOR.port(state.portBase()),
                processes.stream().anyMatch(process -> process.memoryBytes() == null)
                        ? null
                        : processes.stream().mapToLong(PlatformReport::memory).sum(),
                processes);
    }

    private static long memory(ProcessReport process) {
        return process.memoryBytes() == null ? 0 : process.memoryBytes();
    }

    private static ProcessReport supervisor(ProcessIdentity identity) {
        return new ProcessReport(
                "supervisor",
                identity.isAlive() ? Health.UP : Health.STOPPED,
                identity.pid(),
                null,
                Memory.ofProcessAlone(identity),
                0,
                identity.isAlive() ? "" : "was killed; repair with: millrace up");
    }

    private static ProcessReport report(PartState part) {
        var process = part.process();
        return new ProcessReport(
                part.name(),
                process == null || process.isAlive() ? part.health() : Health.STOPPED,
                process == null ? null : process.pid(),
                "127.0.0.1:" + part.port(),
                process == null ? null : Memory.withDescendants(process),
                part.restarts(),
                part.message());
    }

    String text() {
        if (state == State.DOWN) {
            return "The platform is down; start it with: millrace up";
        }
        var lines = new ArrayList<String>();
        lines.add(
                "%-13s %-10s %8s  %-16s %9s  %8s"
                        .formatted("process", "health", "pid", "address", "memory", "restarts"));
        processes.forEach(process -> lines.add(line(process)));
        lines.add("");
        lines.add("Memory: %s. Console: %s".formatted(megabytes(memoryBytes), console));
        return String.join("\n", lines);
    }

    private static String line(ProcessReport process) {
        return "%-13s %-10s %8s  %-16s %9s  %8d  %s"
                .formatted(
                        process.name(),
                        process.health(),
                        process.pid() == null ? "-" : process.pid(),
                        process.address() == null ? "-" : process.address(),
                        megabytes(process.memoryBytes()),
                        process.restarts(),
                        process.message())
                .stripTrailing();
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? "-" : "%d MiB".formatted(bytes >> 20);
    }
}
