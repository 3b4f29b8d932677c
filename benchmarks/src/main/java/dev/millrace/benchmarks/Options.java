package dev.millrace.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Command line of the benchmarks that use a running platform. */
record Options(boolean json, URI orchestrator, Path pipeline, Path data) {

    static Options parse(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        return new Options(
                all.contains("--json"),
                URI.create(value(all, "--orchestrator")),
                Path.of(value(all, "--pipeline")),
                Path.of(value(all, "--data")));
    }

    static String value(List<String> all, String option) {
        int at = all.indexOf(option);
        if (at < 0 || at + 1 == all.size()) {
            throw new IllegalArgumentException(
                    "missing: %s and its value; the command millrace bench gives all options"
                            .formatted(option));
        }
        return all.get(at + 1);
    }
}
