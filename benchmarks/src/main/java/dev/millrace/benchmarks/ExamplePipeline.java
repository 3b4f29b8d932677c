package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An example's own pipeline, cut down to what is measured: steps that ingest, prepare, train and
 * compare, with the layers as a parameter where one step trains.
 */
final class ExamplePipeline {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int ALIASES = 1_000;
    private static final Set<String> MEASURED = Set.of("ingest", "prepare", "train", "compare");

    private final ObjectNode definition;

    private ExamplePipeline(ObjectNode definition) {
        this.definition = definition;
    }

    static ExamplePipeline read(Path file) throws IOException {
        var document =
                new Load(LoadSettings.builder().setMaxAliasesForCollections(ALIASES).build());
        var definition =
                (ObjectNode) YAML.valueToTree(document.loadFromString(Files.readString(file)));
        definition.put("pipeline", definition.path("pipeline").asString() + "-benchmark");
        var steps = (ObjectNode) definition.path("steps");
        steps.removeIf(step -> !MEASURED.contains(step.path("type").asString()));
        if (steps.path("train") instanceof ObjectNode train) {
            var parameters = (ObjectNode) definition.path("parameters");
            parameters.set("layers", train.path("layers"));
            train.put("layers", "${parameters.layers}");
            train.remove("alias");
        }
        return new ExamplePipeline(definition);
    }

    /** What the training step asks of training-service, for other prepared data. */
    ObjectNode training(String preparedData, int seed) {
        var request = (ObjectNode) definition.path("steps").path("train").deepCopy();
        request.remove("type");
        request.set("layers", definition.path("parameters").path("layers"));
        request.put("preparedData", preparedData);
        request.put("seed", seed);
        return request;
    }

    String name() {
        return definition.path("pipeline").asString();
    }

    String text() {
        return YAML.writeValueAsString(definition);
    }
}
