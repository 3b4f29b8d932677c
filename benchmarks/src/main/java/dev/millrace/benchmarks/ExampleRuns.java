package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An example's pipeline, run for one seed after the other on the running platform. */
final class ExampleRuns {

    private final LivePlatform platform;
    private final ExamplePipeline pipeline;
    private final Map<String, Object> sources;

    private ExampleRuns(
            LivePlatform platform, ExamplePipeline pipeline, Map<String, Object> sources) {
        this.platform = platform;
        this.pipeline = pipeline;
        this.sources = sources;
    }

    /** Uploads the data and posts the pipeline. */
    static ExampleRuns of(Options options) throws IOException, InterruptedException {
        var platform = new LivePlatform(options.orchestrator());
        var pipeline = ExamplePipeline.read(options.pipeline());
        var sources = new LinkedHashMap<String, Object>();
        sources.put("data", platform.upload(options.data()));
        platform.postPipeline(pipeline.text());
        return new ExampleRuns(platform, pipeline, sources);
    }

    /** Uploads another file, whose source a parameter names. */
    void add(String parameter, Path file) throws IOException, InterruptedException {
        sources.put(parameter, platform.upload(file));
    }

    /** A run with more parameters than the sources. */
    JsonNode run(Map<String, Object> parameters) throws IOException, InterruptedException {
        var all = new LinkedHashMap<>(sources);
        all.putAll(parameters);
        return platform.run(pipeline.name(), all);
    }

    /**
     * A metric of the test part for each of the seeds 1, 2, 3 and so on.
     *
     * @param seeds how many
     * @param parameters that take the seed
     */
    List<Double> metric(String name, int seeds, List<String> parameters)
            throws IOException, InterruptedException {
        var values = new ArrayList<Double>();
        for (int seed = 1; seed <= seeds; seed++) {
            var seeded = new LinkedHashMap<String, Object>();
            for (String parameter : parameters) {
                seeded.put(parameter, seed);
            }
            values.add(
                    LivePlatform.outputs(run(seeded), "train")
                            .path("metrics")
                            .path(name)
                            .asDouble());
            System.err.printf("seed %d: %s %.4f%n", seed, name, values.getLast());
        }
        return values;
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
