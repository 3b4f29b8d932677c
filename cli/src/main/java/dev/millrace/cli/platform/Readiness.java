package dev.millrace.cli.platform;

import dev.millrace.cli.platform.PlatformState.Health;
import dev.millrace.cli.platform.PlatformState.PartState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** Waits until every part answers, and says so part by part. */
final class Readiness {

    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int RESTARTS_BEFORE_GIVING_UP = 3;
    private static final int LINES_OF_LOG = 15;

    private final Home home;

    Readiness(Home home) {
        this.home = home;
    }

    PlatformState await(PlatformSettings settings, Consumer<String> progress)
            throws IOException, InterruptedException {
        var began = System.nanoTime();
        var first = load();
        var announced = new HashSet<String>();
        while (true) {
            var state = load();
            for (var part : state.parts()) {
                requireHope(part, first);
                if (part.health() == Health.UP && announced.add(part.name())) {
                    progress.accept(describe(part, began));
                }
            }
            if (state.allUp()) {
                return state;
            }
            requireTime(state, began);
            Stopping.pause(POLL);
        }
    }

    private PlatformState load() throws IOException {
        return PlatformState.load(home)
                .filter(state -> state.supervisor().isAlive())
                .orElseThrow(() ->
                        new PlatformProblem("The supervisor ended; see " + home.log("supervisor")));
    }

    private void requireHope(PartState part, PlatformState first) throws IOException {
        var before = first.part(part.name()).map(PartState::restarts).orElse(0);
        if (part.restarts() - before >= RESTARTS_BEFORE_GIVING_UP) {
            throw new PlatformProblem(
                    "%s keeps failing: it %s. The rest stays up; millrace down stops it. The end of %s:%n%s"
                            .formatted(
                                    part.name(),
                                    part.message(),
                                    home.log(part.name()),
                                    String.join("\n", endOfLog(part.name()))));
        }
    }

    private static void requireTime(PlatformState state, long began) {
        if (System.nanoTime() - began > AT_MOST.toNanos()) {
            var missing =
                    state.parts().stream()
                            .filter(part -> part.health() != Health.UP)
                            .map(part -> part.name() + " (" + part.message() + ")")
                            .toList();
            throw new PlatformProblem(
                    "Not up after %d s: %s".formatted(AT_MOST.toSeconds(), missing));
        }
    }

    private List<String> endOfLog(String part) throws IOException {
        var lines = Files.readString(home.log(part), StandardCharsets.ISO_8859_1).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
    }

    private static String describe(PartState part, long began) {
        return "%-12s up at 127.0.0.1:%d after %.1f s"
                .formatted(part.name(), part.port(), (System.nanoTime() - began) / 1e9);
    }
}
