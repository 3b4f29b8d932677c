package dev.millrace.cli.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same number.
 *
 * @param startMark changes with every process of that number: on Linux the boot and the kernel's
 *     start tick (exact, and independent of clock changes), elsewhere the start time
 */
public record ProcessIdentity(long pid, String startMark) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The identity of a process that is alive now; empty if it has just ended. */
    public static Optional<ProcessIdentity> of(long pid) {
        return startMark(pid).map(mark -> new ProcessIdentity(pid, mark));
    }

    public static ProcessIdentity self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    public boolean isAlive() {
        return startMark(pid).filter(startMark::equals).isPresent();
    }

    /** The process itself, unless it has ended. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<String> startMark(long pid) {
        return Files.exists(BOOT_ID) ? linuxStartMark(pid) : portableStartMark(pid);
    }

    private static Optional<String> linuxStartMark(long pid) {
        var stat = Proc.stat(pid);
        if (stat.isEmpty() || stat.get().isZombie()) {
            return Optional.empty();
        }
        try {
            var boot = Files.readString(BOOT_ID).strip();
            return Optional.of(boot + ":" + stat.get().startTicks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> portableStartMark(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Object::toString);
    }
}
