package dev.millrace.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The machine: processor, memory, system libraries. */
final class MachineChecks {

    private static final long NEEDED_MEMORY = 4L << 30;
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private MachineChecks() {}

    static Finding architecture() {
        return architecture(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Finding architecture(String system, String processor) {
        var found = system + " on " + processor;
        if (system.equals("Linux") && processor.equals("amd64")) {
            return Finding.ok("architecture", found);
        }
        return Finding.problem(
                "architecture",
                found + ": neither TensorFlow's nor PostgreSQL's programs for it are bundled",
                "Use Linux on x86-64; Linux on arm64, macOS and Windows are not supported");
    }

    static Finding systemLibrary() {
        return Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"))
                ? Finding.ok("system library", "glibc")
                : Finding.problem(
                        "system library",
                        "glibc was not found (musl, as in Alpine?)",
                        "TensorFlow needs glibc: use a distribution such as Debian or Ubuntu");
    }

    static Finding cores() {
        var cores = Runtime.getRuntime().availableProcessors();
        return cores >= 2
                ? Finding.ok("processors", Integer.toString(cores))
                : Finding.problem("processors", "1", "It works, slowly; give it 2 or more");
    }

    static Finding memory(boolean platformIsUp) throws IOException {
        if (!Files.exists(MEMORY)) {
            return Finding.ok("memory", "not known on this system; 4 GiB are needed");
        }
        var available =
                Files.readAllLines(MEMORY).stream()
                        .filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst()
                        .orElse(0);
        var found = "%.1f GiB available".formatted(available / (double) (1 << 30));
        return platformIsUp || available >= NEEDED_MEMORY
                ? Finding.ok("memory", found)
                : Finding.problem("memory", found, "Free 4 GiB: the platform needs that much");
    }

    /** Native libraries and PostgreSQL's programs are unpacked there and must be executable. */
    static Finding executableFiles(Path folder) throws InterruptedException {
        try {
            var permissions = PosixFilePermissions.fromString("rwx------");
            var program =
                    Files.createTempFile(
                            folder,
                            "millrace",
                            ".sh",
                            PosixFilePermissions.asFileAttribute(permissions));
            Files.writeString(program, "#!/bin/sh\nexit 0\n");
            var exit = runs(program.toString());
            Files.delete(program);
            return exit
                    ? Finding.ok("home", folder + " is writable and may hold programs")
                    : noPrograms(folder, "programs there may not be run (mounted noexec?)");
        } catch (IOException e) {
            return noPrograms(folder, "cannot be written: " + e.getMessage());
        }
    }

    private static Finding noPrograms(Path folder, String why) {
        return Finding.problem(
                "home", folder + ": " + why, "Choose another folder with --home DIR");
    }

    /** PostgreSQL refuses to run as root; a user namespace makes it somebody else. */
    static Finding userNamespaces() throws InterruptedException {
        return runs("unshare", "-U", "true")
                ? Finding.ok("user namespaces", "allowed")
                : Finding.problem(
                        "user namespaces",
                        "root may not create one, and PostgreSQL does not run as root",
                        "Run millrace as an ordinary user");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException refused) {
            return false;
        }
    }
}
