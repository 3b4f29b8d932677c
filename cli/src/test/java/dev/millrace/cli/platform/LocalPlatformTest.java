package dev.millrace.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.platform.PlatformState.Health;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor with real PostgreSQL and S3Proxy; a tiny program stands for the services. */
class LocalPlatformTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    private LocalPlatform platform;
    private PlatformSettings settings;
    private final List<ProcessIdentity> seen = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        var root = folder.resolve("root");
        var installation = new Installation(root);
        Files.createDirectories(installation.jar(Part.INGEST).getParent());
        try (var jar = Files.newOutputStream(installation.jar(Part.INGEST))) {
            writeTinyService(jar);
        }
        platform = new LocalPlatform(new Home(folder.resolve("home")), installation);
        settings = new PlatformSettings(freePortBase(), List.of(), List.of(Part.INGEST));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        platform.down(line -> {});

        assertThat(seen).noneMatch(ProcessIdentity::isAlive);
    }

    @Test
    void restartsWhatIsKilledAndRepairsAfterTheSupervisorIsKilled() throws Exception {
        var first = up();
        assertThat(first.parts()).allMatch(part -> part.health() == Health.UP);

        for (var name : List.of("ingest", "s3", "postgres")) {
            kill(process(first, name));
        }
        awaitRestart(first, "ingest");
        awaitRestart(first, "s3");
        awaitRestart(first, "postgres");
        var repaired = up();

        kill(repaired.supervisor());
        assertThat(platform.running()).isEmpty();
        assertThat(platform.lastKnown()).isPresent();
        var adopted = up();
        assertThat(adopted.supervisor()).isNotEqualTo(repaired.supervisor());
        assertThat(process(adopted, "postgres")).isEqualTo(process(repaired, "postgres"));
        assertThat(process(adopted, "ingest")).isEqualTo(process(repaired, "ingest"));

        kill(adopted.supervisor());
        assertThat(platform.down(line -> {})).isTrue();
        assertThat(seen).noneMatch(ProcessIdentity::isAlive);
        assertThat(platform.down(line -> {})).isFalse();
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws Exception {
        var port = Part.S3.port(settings.portBase());
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();

            assertThatThrownBy(this::up)
                    .isInstanceOf(PlatformProblem.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        assertThat(platform.lastKnown()).isEmpty();
    }

    @Test
    void startsNothingWhenAJarIsMissing() {
        settings = new PlatformSettings(settings.portBase(), List.of(), List.of(Part.PREP));

        assertThatThrownBy(this::up)
                .isInstanceOf(PlatformProblem.class)
                .hasMessageContaining("prep-service.jar is missing");
    }

    private PlatformState up() throws IOException, InterruptedException {
        var state = platform.up(settings, line -> {});
        seen.add(state.supervisor());
        state.parts().forEach(part -> seen.add(part.process()));
        return state;
    }

    private void awaitRestart(PlatformState before, String name) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var part = platform.running().orElseThrow().part(name).orElseThrow();
            var isNew = part.process() != null && !part.process().equals(process(before, name));
            if (isNew && part.health() == Health.UP && part.restarts() > 0) {
                seen.add(part.process());
                return;
            }
            assertThat(System.nanoTime()).as("%s is back", part).isLessThan(deadline);
            Stopping.pause(Duration.ofMillis(50));
        }
    }

    private static ProcessIdentity process(PlatformState state, String name) {
        return state.part(name).orElseThrow().process();
    }

    private static void kill(ProcessIdentity process) throws InterruptedException {
        process.handle().orElseThrow().destroyForcibly();
        assertThat(Stopping.awaitEnd(List.of(process), PATIENCE)).isTrue();
    }

    private static void writeTinyService(OutputStream out) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyService.class.getName());
        var entry = TinyService.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(out, manifest);
                var code = TinyService.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    private static int freePortBase() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 30_000))
                .filter(base -> IntStream.range(base, base + 7).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }
}
