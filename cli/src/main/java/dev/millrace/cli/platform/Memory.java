package dev.millrace.cli.platform;

import org.jspecify.annotations.Nullable;

/** Resident memory of processes, in bytes; null where it cannot be found. */
public final class Memory {

    private Memory() {}

    public static @Nullable Long ofProcessAlone(ProcessIdentity process) {
        return process.handle().map(ProcessHandle::pid).map(Proc::residentBytes).orElse(null);
    }

    /** With its children, such as the sessions of PostgreSQL or a training worker. */
    public static @Nullable Long withDescendants(ProcessIdentity process) {
        var own = ofProcessAlone(process);
        if (own == null) {
            return null;
        }
        return process.handle().stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> Proc.residentBytes(child.pid()))
                .reduce(own, (sum, bytes) -> sum + (bytes == null ? 0 : bytes), Long::sum);
    }
}
