package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The published schema, judged by a validator that is not ours. */
class DefinitionSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Definitions DEFINITIONS =
            new Definitions(JSON, Validation.buildDefaultValidatorFactory().getValidator());
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(JSON.valueToTree(DefinitionSchema.create()));

    private static List<Error> errors(String definition) throws Unreadable {
        var node = NodeReader.read(definition, new Mistakes());
        return SCHEMA.validate(JSON.valueToTree(node.plain()));
    }

    @ParameterizedTest
    @MethodSource
    void acceptsEveryExample(Path example) throws Exception {
        var text = Files.readString(example);

        assertThat(DEFINITIONS.check(text)).isEmpty();
        assertThat(errors(text)).isEmpty();
    }

    static Stream<Path> acceptsEveryExample() throws IOException {
        try (var files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource
    void acceptsEveryPipelineOfTheGuide(String text) throws Exception {
        assertThat(errors(text)).isEmpty();
        assertThat(DEFINITIONS.check(text)).isEmpty();
    }

    static Stream<String> acceptsEveryPipelineOfTheGuide() throws IOException {
        try (var files = Files.walk(Path.of("../docs"))) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(DefinitionSchemaTest::pipelines)
                    .toList()
                    .stream();
        }
    }

    private static Stream<String> pipelines(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> block.startsWith("pipeline:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{pipeline: p}",
                "{steps: {a: {type: noop}}}",
                "{pipeline: P!, steps: {a: {type: noop}}}",
                "{pipeline: p, steps: {}}",
                "{pipeline: p, stpes: {}, steps: {a: {type: noop}}}",
                "{pipeline: p, steps: {A: {type: noop}}}",
                "{pipeline: p, steps: {a: {}}}",
                "{pipeline: p, steps: {a: {type: nop}}}",
                "{pipeline: p, steps: {a: {type: noop, dataset: d}}}",
                "{pipeline: p, steps: {a: {type: ingest, dataset: d}}}",
                "{pipeline: p, steps: {a: {type: ingest, dataset: d, source: 7}}}",
                "{pipeline: p, steps: {a: {type: noop, trigger: all-fine}}}",
                "{pipeline: p, steps: {a: {type: noop, retry: {attempts: 0}}}}",
                "{pipeline: p, steps: {a: {type: noop, timeout: 10}}}",
                "{pipeline: p, steps: {a: {type: noop, catch: [{on: [NO_SUCH]}]}}}",
                "{pipeline: p, steps: {a: {type: train, model: m, preparedData: x}}}",
                "{pipeline: p, steps: {a: {type: train, model: m, preparedData: '${steps.b.id}', epochs: 0}}}",
                "{pipeline: p, steps: {a: {type: train, model: m, preparedData: '${steps.b.id}', layers: [{type: dnse}]}}}",
                "{pipeline: p, parameters: {x: {type: text}}, steps: {a: {type: noop}}}",
                "{pipeline: p, parameters: {x: {type: string, defualt: a}}, steps: {a: {type: noop}}}",
                "{pipeline: p, finally: [a], steps: {a: {type: noop}}}",
            })
    void refusesWhatIsRefusedWhenPosted(String wrong) throws Exception {
        assertThat(errors(wrong)).isNotEmpty();
        assertThat(DEFINITIONS.check(wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: train, model: '${parameters.x}', preparedData: '${parameters.x}', epochs: '${parameters.x}', optimizer: '${parameters.x}'}",
                "{type: train, model: 'm-${parameters.x}', preset: '${parameters.x}', preparedData: '${parameters.x}', layers: '${parameters.x}'}",
                "{type: train, model: m, preparedData: '${parameters.x}', layers: ['${parameters.x}', {type: dense, units: '${parameters.x}'}]}",
            })
    void letsAReferenceStandForAnyValue(String step) throws Exception {
        var text = "{pipeline: p, parameters: {x: null}, steps: {a: %s}}".formatted(step);

        assertThat(errors(text)).isEmpty();
        assertThat(DEFINITIONS.check(text)).isEmpty();
    }

    @Test
    void saysEveryFieldThatStepsHaveInCommon() {
        assertThat(CommonSchema.fields().keySet())
                .containsExactlyInAnyOrderElementsOf(StepCheck.COMMON);
        assertThat(RetryPolicy.class.getRecordComponents())
                .extracting(component -> component.getName())
                .containsExactlyInAnyOrderElementsOf(CommonSchema.retry().keySet());
    }

    @Test
    void isItselfASchema() throws Exception {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));

        assertThat(meta.validate(JSON.valueToTree(DefinitionSchema.create()))).isEmpty();
    }
}
