package dev.millrace.cli;

import dev.millrace.cli.doctor.Checkup;
import dev.millrace.cli.doctor.Finding;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for what would keep the platform from working. */
@Command(
        name = "doctor",
        description = {
            "Check JDK, Maven, memory, disk, ports and the machine.",
            "Exit code 1 if there is a problem."
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    /** What {@code doctor --json} prints. */
    record Diagnosis(boolean healthy, List<Finding> findings) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var findings = new Checkup(common.platform()).run();
        var healthy = findings.stream().allMatch(Finding::ok);
        common.result(
                new Diagnosis(healthy, findings),
                findings.stream().map(DoctorCommand::line).collect(Collectors.joining("\n")));
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String line(Finding finding) {
        var line =
                "%-8s %-16s %s"
                        .formatted(
                                finding.ok() ? "ok" : "problem", finding.check(), finding.found());
        return finding.remedy() == null ? line : line + "\n" + " ".repeat(26) + finding.remedy();
    }
}
