package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ControlFlowDefinitionTest {

    private static final Definitions DEFINITIONS = Definitions.standalone();

    private static final String REGIONS =
            """
            pipeline: regions
            parameters: {regions: {type: list, default: [north, south]}, pause: 10m}
            outputs:
              models: "${steps.models.results}"
              said: "run ${run.id} of ${parameters.regions}"
            timeout: 2h
            lateAfter: 1h
            steps:
              load: {type: ingest, dataset: d, source: /d.csv, compensate: {type: profile, dataset: "${steps.load.reference}", timeout: 1m}}
              pick:
                type: choice
                needs: [load]
                cases:
                  - {when: "${steps.load.rows} > 1000", then: models}
                  - {when: "${steps.load.rows} > 10", then: ask}
                otherwise: nothing
              models:
                type: map
                over: "${parameters.regions}"
                concurrency: 4
                tolerate: 1
                when: "${parameters.pause} != '0s'"
                each:
                  type: ingest
                  dataset: "d-${item}"
                  source: "/${steps.load.dataset}/${index}.csv"
                  retry: {attempts: 2, backoff: 90s, jitter: 0.5}
                  timeout: 5m
                  pool: loaders
                  priority: 3
                  queueTimeout: 10m
                  heartbeat: 30s
              ask: {type: approve, message: "Go on with ${steps.load.rows} rows?", by: [ada], onTimeout: reject, timeout: 2d, lateAfter: 1d}
              nothing: {type: noop}
              rest: {type: wait, for: "${parameters.pause}"}
              year: {type: wait, until: 2027-01-01T00:00:00Z}
              other: {type: pipeline, pipeline: other, version: 3, parameters: {day: "${run.startedAt}"}, needs: [ask]}
              score: {type: profile, dataset: "${steps.load.reference}", reuse: 7d}
            """;

    private static StepDefinition step(String name) {
        return DEFINITIONS.parse(REGIONS).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChoiceIsCompiledIntoConditionsOfTheStepsThatItNames() {
        assertThat(step("models").flow().when())
                .isEqualTo("${steps.pick.chosen} == \"models\" and ${parameters.pause} != '0s'");
        assertThat(step("ask").flow().when()).isEqualTo("${steps.pick.chosen} == \"ask\"");
        assertThat(step("nothing").needs()).containsExactly("pick");
        assertThat(step("nothing").references()).containsExactly("pick");
        assertThat(step("pick").body())
                .containsEntry("otherwise", "nothing")
                .containsEntry(
                        "cases",
                        List.of(
                                Map.of("when", "${steps.load.rows} > 1000", "then", "models"),
                                Map.of("when", "${steps.load.rows} > 10", "then", "ask")));
    }

    @Test
    void aMapKeepsWhatIsDoneWithEveryItemAsAStepOfItsOwn() {
        var map = step("models");
        var each = map.each();

        assertThat(map.body()).containsOnlyKeys("over", "concurrency", "tolerate");
        assertThat(map.needs()).containsExactlyInAnyOrder("load", "pick");
        assertThat(map.references()).containsExactlyInAnyOrder("load", "pick");
        assertThat(map.retry().attempts()).isEqualTo(1);
        assertThat(each).isNotNull();
        assertThat(each.name()).isEqualTo("models");
        assertThat(each.type()).isEqualTo(StepType.INGEST);
        assertThat(each.needs()).isEmpty();
        assertThat(each.references()).containsExactly("load");
        assertThat(each.body())
                .isEqualTo(
                        Map.of(
                                "dataset", "d-${item}",
                                "source", "/${steps.load.dataset}/${index}.csv"));
        assertThat(each.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(each.limits())
                .isEqualTo(
                        new Limits(
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(30),
                                null,
                                "loaders",
                                3,
                                null));
    }

    @Test
    void aCompensationIsAStepAfterAllOthers() {
        var steps = DEFINITIONS.parse(REGIONS).steps();
        var undo = steps.getLast();

        assertThat(undo.name()).isEqualTo("load.compensate");
        assertThat(undo.undoes()).isEqualTo("load");
        assertThat(undo.needs()).containsExactly("load");
        assertThat(undo.references()).containsExactly("load");
        assertThat(undo.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(step("load").body()).containsOnlyKeys("dataset", "source");
    }

    @Test
    void whatWaitsForOthersHasThirtyDaysWhereNothingElseIsSaid() {
        assertThat(step("rest").timeout()).isEqualTo(Duration.ofDays(30));
        assertThat(step("models").timeout()).isEqualTo(Duration.ofDays(30));
        assertThat(step("other").timeout()).isEqualTo(Duration.ofDays(30));
        assertThat(step("ask").timeout()).isEqualTo(Duration.ofDays(2));
        assertThat(step("score").timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(step("rest").body()).isEqualTo(Map.of("for", "${parameters.pause}"));
        assertThat(step("year").body()).isEqualTo(Map.of("until", "2027-01-01T00:00:00Z"));
        assertThat(step("score").limits().reuse()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aRunHasOutputsAndLimits() {
        var definition = DEFINITIONS.parse(REGIONS);

        assertThat(definition.outputs())
                .containsEntry("models", "${steps.models.results}")
                .containsEntry("said", "run ${run.id} of ${parameters.regions}");
        assertThat(definition.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(definition.lateAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void survivesBeingStored() {
        var json = JsonMapper.builder().build();
        var stored = json.writeValueAsString(DEFINITIONS.parse(REGIONS));

        var again = json.readValue(stored, Definition.class);

        assertThat(json.writeValueAsString(again)).isEqualTo(stored);
        assertThat(again.stepFields().get("models")).containsKey("each");
    }

    @Test
    void aPauseThatWasSaidIsNotCutShortAndChanceDecidesItsJitterOnly() {
        var retry =
                DEFINITIONS.parse(REGIONS).steps().stream()
                        .filter(step -> step.each() != null)
                        .findFirst()
                        .orElseThrow()
                        .each()
                        .retry();
        var lost = new Failure(FailureCode.WORKER_LOST, "gone");

        assertThat(retry.pauseAfter(lost, 1)).isEqualTo(Duration.ofSeconds(90));
        assertThat(retry.pauseAfter(lost, 1, 0)).isEqualTo(Duration.ofSeconds(45));
        assertThat(retry.pauseAfter(lost, 1, 0.5)).isEqualTo(Duration.ofMillis(67_500));
        assertThat(retry.pauseAfter(lost, 2, 0.5)).isNull();
    }

    @Test
    void readsRetryPoliciesThatWereStoredBeforeThereWasJitter() {
        var stored =
                """
                {"attempts": 2, "backoff": "PT1S", "factor": 2.0, "maxBackoff": "PT1M", "on": []}\
                """;

        var retry = JsonMapper.builder().build().readValue(stored, RetryPolicy.class);

        assertThat(retry.pauseAfter(new Failure(FailureCode.WORKER_LOST, "gone"), 1, 0))
                .isEqualTo(Duration.ofSeconds(1));
    }

    static Stream<Arguments> mistakes() {
        var undone = "{type: noop, compensate: %s}";
        var item = "{type: map, over: [1], each: %s}";
        return Stream.of(
                arguments("{type: choice}", "", "'cases' is required"),
                arguments("{type: choice, cases: []}", ".cases", "from 1 to 100"),
                arguments(
                        "{type: choice, cases: [{when: \"1 > 2\", then: other}]}",
                        ".cases[0].when",
                        "compares constants only"),
                arguments(
                        "{type: choice, cases: [{when: \"${run.id} == 'x'\", then: othr}]}",
                        ".cases[0].then",
                        "did you mean 'other'?"),
                arguments(
                        "{type: choice, cases: [{when: \"${run.id} == 'x'\", then: tidy}]}",
                        ".cases[0].then",
                        "runs in 'finally'"),
                arguments(
                        "{type: choice, cases: [{when: \"${run.id} == 'x'\", then: late}]}",
                        ".cases[0].then",
                        "has the trigger all-done"),
                arguments(
                        "{type: choice, cases: [{when: \"${run.id} == 'x'\", then: taken}]}",
                        ".cases[0].then",
                        "is named by the choice 'first' already"),
                arguments(
                        "{type: choice, cases: [{when: \"${run.id} == 'x'\", then: step}]}",
                        "",
                        "needs itself: step -> step"),
                arguments("{type: map, over: [1]}", ".each", "'each' is required"),
                arguments("{type: map, each: {type: noop}}", ".over", "'over' is required"),
                arguments(
                        "{type: map, over: \"a ${run.id}\", each: {type: noop}}",
                        ".over",
                        "must be a list"),
                arguments(
                        "{type: map, over: \"${item}\", each: {type: noop}}",
                        ".over",
                        "in the 'each' of a map only"),
                arguments(
                        "{type: map, over: [1], concurrency: 0, each: {type: noop}}",
                        ".concurrency",
                        "greater than or equal to 1"),
                arguments(
                        "{type: map, over: [1], tolerate: -1, each: {type: noop}}",
                        ".tolerate",
                        "greater than or equal to 0"),
                arguments(
                        "{type: map, over: [1], retry: {attempts: 2}, each: {type: noop}}",
                        ".retry",
                        "say 'retry' in its 'each'"),
                arguments(
                        "{type: map, over: [1], pool: p, each: {type: noop}}",
                        ".pool",
                        "does no work of its own"),
                arguments(
                        item.formatted("{type: map, over: [1], each: {type: noop}}"),
                        ".each.type",
                        "a pipeline of its own"),
                arguments(
                        item.formatted("{type: noop, needs: [other]}"),
                        ".each.needs",
                        "of the map"),
                arguments(
                        item.formatted("{type: noop, when: '1 > 0'}"), ".each.when", "of the map"),
                arguments(item.formatted("{type: nop}"), ".each.type", "did you mean 'noop'?"),
                arguments(
                        item.formatted("{type: profile, dataset: \"${steps.b.x}\"}"),
                        ".each.dataset",
                        "unknown step 'b'"),
                arguments(
                        item.formatted("{type: profile, dataset: \"${steps.other.x}\"}"),
                        ".each.dataset",
                        "a noop step has no output 'x'"),
                arguments("{type: noop, each: {type: noop}}", ".each", "unknown field 'each'"),
                arguments(
                        "{type: profile, dataset: \"${item.x}\"}",
                        ".dataset",
                        "in the 'each' of a map only"),
                arguments("{type: noop, when: \"${index} > 1\"}", ".when", "'each' of a map only"),
                arguments(
                        "{type: pipeline, pipeline: \"${parameters.x}\"}",
                        ".pipeline",
                        "must be a constant"),
                arguments(
                        "{type: pipeline, pipeline: p, version: \"${parameters.x}\"}",
                        ".version",
                        "must be a constant"),
                arguments("{type: pipeline, pipeline: P!}", ".pipeline", "lower-case letters"),
                arguments("{type: wait}", "", "say either how long"),
                arguments(
                        "{type: wait, for: 10m, until: 2027-01-01T00:00:00Z}",
                        "",
                        "say either how long"),
                arguments("{type: wait, for: 10}", ".for", "a duration such as"),
                arguments("{type: wait, until: tomorrow}", ".until", "an instant such as"),
                arguments("{type: wait, for: 40d}", ".for", "longer than the step's timeout, 30d"),
                arguments("{type: wait, for: 1m, retry: {attempts: 2}}", ".retry", "is not tried"),
                arguments("{type: approve}", ".message", "'message' is required"),
                arguments(
                        "{type: approve, message: ok?, onTimeout: maybe}",
                        ".onTimeout",
                        "one of approve, reject"),
                arguments("{type: approve, message: ok?, by: []}", ".by", "between 1 and 100"),
                arguments("{type: approve, message: ok?, by: ada}", ".by", "must be a list"),
                arguments("{type: noop, priority: 1}", ".priority", "name the 'pool' too"),
                arguments("{type: noop, pool: p, priority: 2000}", ".priority", "-1000 to 1000"),
                arguments("{type: noop, pool: A}", ".pool", "lower-case letters"),
                arguments("{type: noop, queueTimeout: 5}", ".queueTimeout", "a duration such as"),
                arguments("{type: noop, reuse: 1d}", ".reuse", "prepare, train"),
                arguments("{type: noop, retry: {jitter: 2}}", ".retry.jitter", "from 0 to 1"),
                arguments(
                        "{type: noop, retry: {backoff: 10s, maxBackoff: 1s}}",
                        ".retry.maxBackoff",
                        "shorter than the first pause"),
                arguments(
                        undone.formatted("{type: wait, for: 1s}"),
                        ".compensate.type",
                        "does no work of its own"),
                arguments(
                        undone.formatted("{type: noop, needs: [other]}"),
                        ".compensate.needs",
                        "in the opposite order"),
                arguments(
                        undone.formatted("{type: profile, dataset: \"${steps.load.reference}\"}"),
                        ".compensate.dataset",
                        "can refer to its own step, 'step'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesEveryMistakeWithItsFieldAndLine(String step, String field, String message) {
        var text =
                """
                pipeline: p
                parameters: {x: null}
                steps:
                  first: {type: choice, cases: [{when: "${run.id} == 'x'", then: taken}]}
                  taken: {type: noop}
                  other: {type: noop}
                  load: {type: ingest, dataset: d, source: /d}
                  late: {type: noop, needs: [other], trigger: all-done}
                  step: %s
                finally:
                  tidy: {type: noop}
                """
                        .formatted(step);

        assertThat(DEFINITIONS.check(text))
                .anySatisfy(mistake -> {
                    assertThat(mistake.message()).contains(message);
                    assertThat(mistake.field()).startsWith("steps.step" + field);
                    assertThat(mistake.line()).isEqualTo(9);
                });
    }

    static Stream<Arguments> wrongEnds() {
        return Stream.of(
                arguments("outputs: [1]", "must be a mapping such as"),
                arguments("outputs: {a: \"${steps.b.rows}\"}", "unknown step 'b'"),
                arguments("outputs: {a: \"${item}\"}", "cannot be an output"),
                arguments("outputs: {a: \"${secrets.key}\"}", "cannot be an output"),
                arguments("outputs: {\"a b\": 1}", "an output's name"),
                arguments("timeout: 10", "a duration such as"),
                arguments("timeout: 1h\nlateAfter: 2h", "the run ends after 1h"));
    }

    @ParameterizedTest
    @MethodSource("wrongEnds")
    void namesMistakesOfWhatIsSaidOfTheRun(String lines, String message) {
        var text = "pipeline: p\nsteps: {only: {type: noop}}\n" + lines;

        assertThat(DEFINITIONS.check(text))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.message()).contains(message);
                    assertThat(mistake.line()).isGreaterThan(2);
                });
    }
}
