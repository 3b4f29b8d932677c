package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the supervisor so that it outlives this command and its terminal. */
final class SupervisorLauncher {

    private static final Duration UNTIL_IT_REPORTS = Duration.ofSeconds(20);

    private final Home home;
    private final Installation installation;

    SupervisorLauncher(Home home, Installation installation) {
        this.home = home;
        this.installation = installation;
    }

    /** Returns once the supervisor has written its first state. */
    void start() throws IOException, InterruptedException {
        var process = Launch.detachedOutput(new ProcessBuilder(command()), home.log("supervisor"));
        var deadline = System.nanoTime() + UNTIL_IT_REPORTS.toNanos();
        while (!hasReported(process)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new PlatformProblem(
                        "The supervisor did not start; see " + home.log("supervisor"));
            }
            Stopping.pause(Duration.ofMillis(50));
        }
    }

    private boolean hasReported(Process process) throws IOException {
        return PlatformState.load(home)
                .filter(state -> state.supervisor().pid() == process.pid())
                .isPresent();
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
        command.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "setsid" : "nohup");
        command.addAll(Launch.jvm(home));
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
        command.add("-Dmillrace.root=" + installation.root());
        command.addAll(List.of("-cp", installation.ownClassPath()));
        command.addAll(List.of(Supervisor.class.getName(), home.folder().toString()));
        return command;
    }
}
