package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import jakarta.validation.Validation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DefinitionsTest {

    private static final Definitions DEFINITIONS =
            new Definitions(
                    JsonMapper.builder().build(),
                    Validation.buildDefaultValidatorFactory().getValidator());

    private static final String DIABETES =
            """
            pipeline: diabetes
            parameters:
              data: null
              seed: 42
            steps:
              deploy:  {type: deploy, needs: [good], endpoint: diabetes, model: "${steps.train.modelVersion}"}
              ingest:  {type: ingest, dataset: diabetes, source: "${parameters.data}", csv: {nullTokens: ["", "?"], types: {Age: LONG}}}
              profile: {type: profile, dataset: "${steps.ingest.reference}", target: Outcome}
              prepare:
                type: prepare
                inputs: {diabetes: "${steps.ingest.reference}"}
                recipe:
                  clean:
                    - {type: drop-duplicates}
                    - {type: filter, where: "Age > 0"}
                  split: {type: stratified, test: 0.2, seed: 7}
                  target: {column: Outcome, kind: binary}
                  features:
                    - {columns: [Glucose, BMI], operations: [{type: impute, strategy: median}, {type: standard}]}
              train:
                type: train
                preparedData: "${steps.prepare.preparedData}"
                model: diabetes
                layers: [{type: dense, units: 32, l2: 0.001}, {type: dropout, rate: 0.2}]
                optimizer: {type: adam, learningRate: 0.003}
                seed: "${parameters.seed}"
                retry: {attempts: 5, backoff: 500ms, factor: 3, maxBackoff: 1m}
                timeout: 10m
              good:    {type: condition, require: "${steps.train.metrics.accuracy} >= 0.7"}
              note:    {type: noop}
            """;

    @Test
    void readsAWholePipelineAndOrdersItsSteps() {
        var definition = DEFINITIONS.parse(DIABETES);

        assertThat(definition.steps())
                .extracting(StepDefinition::name)
                .containsExactly("ingest", "note", "profile", "prepare", "train", "good", "deploy");
        var train =
                definition.steps().stream().filter(step -> step.name().equals("train")).findFirst();
        assertThat(train.orElseThrow().needs()).containsExactly("prepare");
        assertThat(train.get().timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(train.get().retry().pauseAfter(new Failure(FailureCode.WORKER_LOST, "gone"), 3))
                .isEqualTo(Duration.ofMillis(4500));
    }

    @Test
    void survivesBeingStored() {
        var json = JsonMapper.builder().build();
        var definition = DEFINITIONS.parse(DIABETES);

        var again = json.readValue(json.writeValueAsString(definition), Definition.class);

        assertThat(json.writeValueAsString(again)).isEqualTo(json.writeValueAsString(definition));
    }

    @Test
    void readsJsonWithTabsAsWell() {
        var definition =
                DEFINITIONS.parse(
                        "{\n\t\"pipeline\": \"p\",\n\t\"steps\": {\"a\": {\"type\": \"noop\"}}\n}");

        assertThat(definition.steps()).hasSize(1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("", 1, 1, "is empty"),
                arguments("pipeline: [", 1, 12, "neither YAML nor JSON"),
                arguments("- a", 1, 1, "must be a mapping"),
                arguments("pipeline: p\nsteps: {}", 2, 8, "at least one step"),
                arguments(
                        "pipeline: Not OK\nsteps: {a: {type: noop}}", 1, 11, "lower-case letters"),
                arguments("steps: {a: {type: noop}}", 1, 1, "'pipeline' is required"),
                arguments(
                        "pipeline: p\nstep: {}\nsteps: {a: {type: noop}}",
                        2,
                        1,
                        "did you mean 'steps'"),
                arguments(
                        "pipeline: p\nsteps: {a: {type: noop}, a: {type: noop}}",
                        2,
                        26,
                        "occurs twice"),
                arguments("pipeline: p\nsteps: {A b: {type: noop}}", 2, 9, "a step's name"),
                step("{type: trian}", 18, "unknown step type 'trian'; did you mean 'train'?"),
                step("{needs: []}", 5, "'type' is required"),
                step("noop", 11, "must be a mapping with a type"),
                step("{type: noop, need: [b]}", 24, "unknown field 'need'; did you mean 'needs'?"),
                step("{type: noop, needs: b}", 31, "list of step names"),
                step("{type: noop, needs: [b]}", 32, "unknown step 'b'"),
                step("{type: noop, timeout: 10}", 33, "a duration such as"),
                step("{type: noop, retry: {attempts: 0}}", 42, "from 1 to 100"),
                step("{type: noop, retry: {attempt: 2}}", 32, "did you mean 'attempts'"),
                step("{type: noop, retry: {on: [UPSTRAEM]}}", 37, "did you mean 'UPSTREAM'"),
                step(
                        "{type: noop, trigger: one-faild, needs: [b]}",
                        33,
                        "did you mean 'one-failed'"),
                step("{type: noop, trigger: one-failed}", 5, "but it needs none"),
                step("{type: noop, when: maybe}", 30, "'maybe' is no value"),
                step("{type: noop, catch: USER_ERROR}", 31, "a list such as"),
                step("{type: noop, catch: [{on: [GATE_CLOSD]}]}", 38, "did you mean 'GATE_CLOSED'"),
                step("{type: noop, catch: [{on: [], output: {}}]}", 41, "did you mean 'outputs'"),
                step("{type: noop, retry: 3}", 31, "must be a mapping such as"),
                step("{type: condition, require: \"1 > 2\"}", 38, "compares constants only"),
                step("{type: condition, require: \"${parameters.x} => 1\"}", 38, "is no condition"),
                step("{type: condition}", 5, "'require' is required"),
                step("{type: ingest, dataset: d}", 5, "'source' is required"),
                step("{type: ingest, dataset: D!, source: /x}", 35, "lower-case letters"),
                step("{type: ingest, dataset: d, source: 7}", 46, "must be text"),
                step("{type: ingest, datset: d, source: /x}", 26, "did you mean 'dataset'"),
                step(
                        "{type: ingest, dataset: d, source: /x, csv: {types: {a: INT}}}",
                        67,
                        "one of BOOLEAN"),
                step(
                        "{type: ingest, dataset: d, source: \"${parameters.data}\"}",
                        46,
                        "unknown parameter 'data'"),
                step("{type: ingest, dataset: d, source: \"${data}\"}", 46, "is no reference"),
                step("{type: ingest, dataset: d, source: \"${parameters.x\"}", 46, "has no }"),
                step("{type: profile, dataset: \"${steps.b.reference}\"}", 36, "unknown step 'b'"),
                step("{type: profile, dataset: diabetes}", 36, "form name@version"),
                step("{type: train, model: m, preparedData: 5}", 49, "must be an id"),
                step(
                        "{type: train, model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11, epochs: 0}",
                        95,
                        "greater than or equal to 1"),
                step(
                        "{type: train, model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11, layers: [{type: dens}]}",
                        103,
                        "did you mean 'dense'"),
                step(
                        "{type: train, model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11, layers: [{type: dense}]}",
                        96,
                        "'units' is required"),
                step(prepare("split: {type: random, test: 1.5}"), 117, "between 0 and 1"),
                step(prepare("split: {type: rnd}"), 103, "one of random"),
                step(prepare("clean: [{type: filter}]"), 97, "'where' is required"));
    }

    private static String prepare(String more) {
        return "{type: prepare, inputs: {d: d@1}, recipe: {target: {column: y, kind: binary}, %s, features: [{columns: [a]}]}}"
                .formatted(more);
    }

    private static Arguments step(String body, int column, String message) {
        return arguments("pipeline: p\nsteps:\n\n    step: " + body, 4, column, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesEveryMistakeByLineAndColumn(String text, long line, long column, String message) {
        var mistakes = DEFINITIONS.check(text);

        assertThat(mistakes).isNotEmpty();
        assertThat(mistakes)
                .as("%s", mistakes)
                .anySatisfy(mistake -> {
                    assertThat(mistake.message()).contains(message);
                    assertThat(mistake.line()).isEqualTo(line);
                    assertThat(mistake.column()).isEqualTo(column);
                });
    }

    @Test
    void tellsTheExactColumnOfAMistypedType() {
        var mistakes = DEFINITIONS.check("pipeline: p\nsteps:\n  a: {type: trian}\n");

        assertThat(mistakes)
                .containsExactly(
                        new Mistake(
                                "steps.a.type",
                                3L,
                                13L,
                                "unknown step type 'trian'; did you mean 'train'?"));
    }

    @Test
    void listsAllMistakesAtOnceInTheOrderOfTheText() {
        assertThatThrownBy(() ->
                        DEFINITIONS.parse(
                                """
                                pipeline: p
                                steps:
                                  a: {type: trian}
                                  b: {type: noop, needs: [c]}
                                  d: {type: deploy, endpoint: e}
                                """))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.INVALID_PIPELINE);
                            assertThat(refused.failure().mistakes())
                                    .extracting(Mistake::line)
                                    .containsExactly(3L, 4L, 5L);
                        });
    }

    @Test
    void namesACycleWithItsPath() {
        var mistakes =
                DEFINITIONS.check(
                        """
                        pipeline: p
                        steps:
                          start: {type: noop}
                          a: {type: noop, needs: [c, start]}
                          b: {type: noop, needs: [a]}
                          c: {type: noop, needs: [b]}
                        """);

        assertThat(mistakes).hasSize(1);
        assertThat(mistakes.getFirst().message()).contains("a -> c -> b -> a");
        assertThat(mistakes.getFirst().line()).isEqualTo(4);
    }

    @Test
    void refusesOutputsThatAStepTypeDoesNotHave() {
        var mistakes =
                DEFINITIONS.check(
                        DIABETES.replace("steps.train.modelVersion", "steps.train.version"));

        assertThat(mistakes).hasSize(1);
        assertThat(mistakes.getFirst().message()).contains("a train step has no output 'version'");
        assertThat(mistakes.getFirst().field()).isEqualTo("steps.deploy.model");
    }

    @Test
    void readsStepsThatFoldAndTune() {
        var mistakes =
                DEFINITIONS.check(
                        """
                        pipeline: p
                        steps:
                          folds:
                            type: cross-validate
                            training: {model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11}
                            folding: {kind: stratified, folds: 5, repetitions: 3}
                          tune:
                            type: tune
                            base: {model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11}
                            space:
                              optimizer.learningRate: {type: float, low: 0.001, high: 0.1, log: true}
                              batchSize: {type: choice, values: [16, 32]}
                            search: {type: asha, minEpochs: 2}
                          gate:
                            type: condition
                            require: "${steps.folds.metrics.accuracy} > 0.7"
                            needs: [tune]
                        """);

        assertThat(mistakes).isEmpty();
    }

    @Test
    void refusesASearchThatDoesNotExist() {
        var mistakes =
                DEFINITIONS.check(
                        """
                        pipeline: p
                        steps:
                          tune:
                            type: tune
                            base: {model: m, preparedData: 0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11}
                            space: {batchSize: {type: choice, values: [16, 32]}}
                            search: {type: magic}
                        """);

        assertThat(mistakes).extracting(Mistake::field).containsExactly("steps.tune.search.type");
    }

    @Test
    void checksTheTransformsForm() {
        var mistakes =
                DEFINITIONS.check(DIABETES.replace("strategy: median", "strategy: constant"));

        assertThat(mistakes).isNotEmpty();
        assertThat(mistakes.getFirst().line()).isEqualTo(19);
    }

    @Test
    void refusesAliasBombsDepthAndSize() {
        var bomb =
                "pipeline: p\nparameters:\n  a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
                        + IntStream.rangeClosed(1, 9)
                                .mapToObj(i ->
                                        "  a%d: &a%d [%s]\n"
                                                .formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                                .collect(Collectors.joining())
                        + "steps: {a: {type: noop}}\n";
        var recursive = "pipeline: p\nparameters: &x {y: *x}\nsteps: {a: {type: noop}}";
        var deep = "pipeline: p\nparameters: {a: " + "[".repeat(100_000);
        var long1 = "pipeline: p # " + "x".repeat(1 << 20);

        assertThat(DEFINITIONS.check(bomb).getFirst().message())
                .contains("more than 500,000 values");
        assertThat(DEFINITIONS.check(recursive).getFirst().message())
                .contains("no anchor before it");
        assertThat(DEFINITIONS.check(deep).getFirst().message()).contains("deeper than 32 levels");
        assertThat(DEFINITIONS.check(long1).getFirst().message()).contains("longer than");
    }

    @Test
    void readsFiveThousandStepsInLinearTime() {
        var steps =
                IntStream.range(0, 5000)
                        .mapToObj(i ->
                                "  s%d: {type: noop, needs: [%s]}\n"
                                        .formatted(i, i == 0 ? "" : "s" + (i - 1)))
                        .collect(Collectors.joining());

        assertThat(DEFINITIONS.parse("pipeline: p\nsteps:\n" + steps).steps()).hasSize(5000);
    }

    @Test
    void aWholeReferenceKeepsItsTypeAndOneInTextIsRendered() {
        var scope =
                new Scope(
                        Map.of("seed", 42, "name", "x"),
                        Map.of("train", Map.of("metrics", Map.of("auc", 0.8))));
        var body =
                Map.<String, Object>of(
                        "seed", "${parameters.seed}",
                        "auc", "${steps.train.metrics.auc}",
                        "text", "a-${parameters.name}-${parameters.seed}",
                        "literal", "$${parameters.seed}",
                        "list", List.of("${parameters.seed}"));

        assertThat(scope.resolve(body))
                .isEqualTo(
                        Map.of(
                                "seed",
                                42,
                                "auc",
                                0.8,
                                "text",
                                "a-x-42",
                                "literal",
                                "${parameters.seed}",
                                "list",
                                List.of(42)));
    }

    @Test
    void aMissingOutputIsNamedTogetherWithWhatThereIs() {
        var scope = new Scope(Map.of(), Map.of("train", Map.of("metrics", Map.of("f1", 0.5))));

        assertThatThrownBy(() -> scope.resolve("${steps.train.metrics.auc}"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("gave no 'auc'")
                .hasMessageContaining("it gave f1");
    }

    @Test
    void conditionsCompareNumbersAndTexts() {
        var scope = new Scope(Map.of("a", 3, "b", "yes"), Map.of());

        assertThat(
                        Condition.stored("${parameters.a} >= 3 and ${parameters.b} == 'yes'")
                                .evaluate(scope)
                                .unmet())
                .isNull();
        assertThat(
                        Condition.stored("${parameters.a} < 3.0 and ${parameters.b} != \"yes\"")
                                .evaluate(scope)
                                .unmet())
                .contains("parameters.a is 3, which is not < 3.0", "parameters.b is yes");
    }
}
