package dev.millrace.benchmarks;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The benchmark's network, trained by training-service. */
final class ServiceTraining {

    private final Clock clock = Clock.systemUTC();
    private final LivePlatform platform;
    private final String preparedData;

    ServiceTraining(LivePlatform platform, String preparedData) {
        this.platform = platform;
        this.preparedData = preparedData;
    }

    /**
     * What one job took.
     *
     * @param epochs seconds of each, as its event says
     * @param overhead from just before the job is submitted to the event of its first epoch,
     *     without the seconds of that epoch
     */
    record Measured(List<Double> epochs, double overhead) {}

    Measured train(String engine, int epochs) throws IOException, InterruptedException {
        var submitted = clock.instant();
        JsonNode job = platform.job("training-jobs", request(engine, epochs));
        var seconds = new ArrayList<Double>();
        double overhead = 0;
        for (JsonNode event : platform.trainingEvents(job.path("id").asString())) {
            if (event.path("type").asString().equals("epoch")) {
                seconds.add(event.path("data").path("seconds").asDouble());
                if (seconds.size() == 1) {
                    var heard = Instant.parse(event.path("at").asString());
                    overhead = Duration.between(submitted, heard).toNanos() / 1e9;
                    overhead -= seconds.getFirst();
                }
            }
        }
        return new Measured(seconds, overhead);
    }

    private Map<String, Object> request(String engine, int epochs) {
        return Map.of(
                "model",
                "training-benchmark",
                "preparedData",
                preparedData,
                "layers",
                List.of(
                        Map.of("type", "dense", "units", 128),
                        Map.of("type", "dense", "units", 64)),
                "optimizer",
                Map.of("type", "adam"),
                "batchSize",
                256,
                "epochs",
                epochs,
                "earlyStopping",
                Map.of("patience", epochs),
                "evaluation",
                Map.of("baselines", List.of(), "importance", Map.of("enabled", false)),
                "resources",
                Map.of("engine", engine, "device", "cpu"));
    }
}
