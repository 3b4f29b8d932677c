package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What Linux tells about processes. Everything is empty on systems without {@code /proc}. */
final class Proc {

    /** The fields of {@code /proc/<pid>/stat} that are needed here. */
    record Stat(String state, String startTicks) {

        boolean isZombie() {
            return state.equals("Z") || state.equals("X");
        }
    }

    private Proc() {}

    static Optional<Stat> stat(long pid) {
        return read(pid, "stat")
                .map(line -> {
                    // The name in parentheses may hold blanks and parentheses of its own.
                    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
                    return new Stat(fields[0], fields[19]);
                });
    }

    static Optional<String> commandLine(long pid) {
        return read(pid, "cmdline").map(text -> text.replace('\0', ' ').strip());
    }

    /** Resident memory in bytes, pages shared with others counted in proportion. */
    static @Nullable Long residentBytes(long pid) {
        var kilobytes = proportionalKilobytes(pid);
        return kilobytes.isPresent() ? kilobytes.getAsLong() * 1024 : null;
    }

    private static OptionalLong proportionalKilobytes(long pid) {
        var rollup = read(pid, "smaps_rollup");
        return rollup.isPresent() && rollup.get().contains("Pss:")
                ? kilobytes(rollup.get().lines().toList(), "Pss:")
                : kilobytes(read(pid, "status").orElse("").lines().toList(), "VmRSS:");
    }

    private static OptionalLong kilobytes(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    private static Optional<String> read(long pid, String file) {
        try {
            var path = Path.of("/proc", Long.toString(pid), file);
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
