package dev.millrace.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a client is told is what the model said when it was trained. */
@OnThePlatform
class ServingEqualsTrainingIT {

    private final LivePlatform platform;

    ServingEqualsTrainingIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void everyRowIsAnsweredAsInTrainingAfterTheRunOfAnExampleAsItStands()
            throws IOException, InterruptedException {
        var report =
                platform.millrace("run", "examples/tesla/pipeline.yaml", "--wait", "--json")
                        .requireSuccess()
                        .document();

        new ServedAsTrained(platform).require(platform.work().run(report.path("run").asString()));
    }

    /**
     * Images, sequences, and categories as vectors; the runs overlap, for much of them is waiting.
     */
    @TestFactory
    Stream<DynamicTest> everyRowIsAnsweredAsInTraining() throws IOException {
        var runs = new LinkedHashMap<String, String>();
        for (var example : List.of("digits", "airline", "adult")) {
            runs.put(example, platform.work().start(brief(example), Map.of()));
        }
        return runs.entrySet().stream()
                .map(run -> DynamicTest.dynamicTest(run.getKey(), () -> require(run.getValue())));
    }

    private void require(String run) throws IOException {
        new ServedAsTrained(platform).require(platform.work().awaitRun(run));
    }

    /** What is learned is not the question here: two epochs, and a gate that lets all pass. */
    private static String brief(String example) throws IOException {
        var pipeline = Script.ROOT.resolve("examples/%s/pipeline.yaml".formatted(example));
        return Files.readString(pipeline)
                .replaceAll("epochs: \\d+", "epochs: 2")
                .replaceAll(">= 0\\.\\d+", ">= 0");
    }
}
