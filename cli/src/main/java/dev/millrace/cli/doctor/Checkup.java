package dev.millrace.cli.doctor;

import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformSettings;
import dev.millrace.cli.platform.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All checks. */
public final class Checkup {

    private static final int NEEDED_JAVA = 25;
    private static final long NEEDED_DISK = 2L << 30;

    private final LocalPlatform platform;

    public Checkup(LocalPlatform platform) {
        this.platform = platform;
    }

    public List<Finding> run() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.add(java());
        findings.add(new MavenCheck().run());
        findings.add(MachineChecks.architecture());
        findings.add(MachineChecks.systemLibrary());
        findings.add(MachineChecks.cores());
        findings.add(MachineChecks.memory(platform.running().isPresent()));
        findings.add(disk(platform.home()));
        findings.add(MachineChecks.executableFiles(existing(platform.home().folder())));
        if ("root".equals(System.getProperty("user.name"))) {
            findings.add(MachineChecks.userNamespaces());
        }
        findings.addAll(ports());
        return findings;
    }

    private static Finding java() {
        var found = "JDK %s at %s".formatted(Runtime.version(), System.getProperty("java.home"));
        return Runtime.version().feature() >= NEEDED_JAVA
                ? Finding.ok("java", found)
                : Finding.problem(
                        "java", found, "Install JDK 25 or newer, or set MILLRACE_JAVA_HOME");
    }

    private static Finding disk(Home home) throws IOException {
        var free = Files.getFileStore(existing(home.folder())).getUsableSpace();
        var found = "%.1f GiB free for %s".formatted(free / (double) (1 << 30), home.folder());
        return free >= NEEDED_DISK
                ? Finding.ok("disk", found)
                : Finding.problem("disk", found, "Free 2 GiB, or move the state with --home DIR");
    }

    /** The folder, or the nearest one above it that exists. */
    private static Path existing(Path folder) {
        var at = folder;
        while (!Files.isDirectory(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private List<Finding> ports() throws IOException {
        if (platform.running().isPresent()) {
            return List.of(Finding.ok("ports", "in use by the platform, which is up"));
        }
        var base = PlatformSettings.of(platform.home()).portBase();
        var taken =
                Arrays.stream(Part.values())
                        .filter(part -> !Ports.isFree(part.port(base)))
                        .map(part -> taken(part, base))
                        .toList();
        return taken.isEmpty()
                ? List.of(Finding.ok("ports", "%d to %d are free".formatted(base, base + 6)))
                : taken;
    }

    private static Finding taken(Part part, int base) {
        var port = part.port(base);
        return Finding.problem(
                "port " + port,
                Ports.taken(port, part.label()),
                "Stop that process, or start with --port-base N");
    }
}
