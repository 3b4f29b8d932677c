package dev.millrace.benchmarks;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An example's own pipeline, cut down to what is measured: ingest, prepare and train, with the
 * layers as a parameter.
 */
final class ExamplePipeline {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> MEASURED = List.of("ingest", "prepare", "train");

    private final ObjectNode definition;

    private ExamplePipeline(ObjectNode definition) {
        this.definition = definition;
    }

    static ExamplePipeline read(Path file) {
        var definition = (ObjectNode) YAML.readTree(file.toFile());
        definition.put("pipeline", definition.path("pipeline").asString() + "-benchmark");
        var steps = (ObjectNode) definition.path("steps");
        steps.retain(MEASURED);
        var parameters = (ObjectNode) definition.path("parameters");
        parameters.set("layers", steps.path("train").path("layers"));
        ((ObjectNode) steps.path("train")).put("layers", "${parameters.layers}");
        ((ObjectNode) steps.path("train")).remove("alias");
        return new ExamplePipeline(definition);
    }

    String name() {
        return definition.path("pipeline").asString();
    }

    String text() {
        return YAML.writeValueAsString(definition);
    }
}
