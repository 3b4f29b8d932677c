package dev.millrace.orchestrator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContainmentTest {

    private static final Definitions DEFINITIONS = Definitions.standalone();

    private final Map<String, List<Definition>> posted = new HashMap<>();

    private List<Mistake> post(String pipeline, String... parts) {
        var text =
                new StringBuilder(
                        "pipeline: %s\nsteps:\n  none: {type: noop}\n".formatted(pipeline));
        for (int i = 0; i < parts.length; i++) {
            text.append("  s%d: %s\n".formatted(i, parts[i]));
        }
        return postText(text.toString());
    }

    private List<Mistake> postText(String text) {
        var definition = DEFINITIONS.parse(text);
        var versions = posted.computeIfAbsent(definition.pipeline(), name -> new ArrayList<>());
        var mistakes = Containment.mistakes(new Memory(), definition, versions.size() + 1);
        if (mistakes.isEmpty()) {
            versions.add(definition);
        }
        return mistakes;
    }

    private static String part(String pipeline) {
        return "{type: pipeline, pipeline: %s}".formatted(pipeline);
    }

    private final class Memory implements Containment.Posted {

        @Override
        public OptionalInt latest(String pipeline) {
            var versions = posted.getOrDefault(pipeline, List.of());
            return versions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(versions.size());
        }

        @Override
        public Definition definition(String pipeline, int version) {
            return posted.get(pipeline).get(version - 1);
        }
    }

    @Test
    void aPipelineMayContainWhatWasPostedBefore() {
        assertThat(post("c")).isEmpty();
        assertThat(post("b", part("c"), part("c"))).isEmpty();
        assertThat(post("a", part("b"), part("c"))).isEmpty();
    }

    @Test
    void refusesACircleThroughOthersAndShowsIt() {
        post("a");
        post("b", part("a"));
        post("c", part("b"));

        var mistakes = post("a", part("c"));

        assertThat(mistakes)
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.field()).isEqualTo("steps.s0.pipeline");
                    assertThat(mistake.message()).contains("a -> c -> b -> a");
                });
    }

    @Test
    void refusesItselfAndTheVersionThatItIsAboutToBe() {
        assertThat(post("a", part("a")))
                .extracting(Mistake::message)
                .first()
                .asString()
                .contains("a -> a");
        post("a");
        assertThat(post("a", "{type: pipeline, pipeline: a, version: 2}")).hasSize(1);
    }

    @Test
    void aVersionOfItselfThatContainsNothingIsNoCircle() {
        post("a");
        post("b", "{type: pipeline, pipeline: a, version: 1}");

        assertThat(post("a", part("b"))).isEmpty();
    }

    @Test
    void looksIntoTheItemsOfMaps() {
        post("a");
        post("b", "{type: map, over: [1, 2], each: {type: pipeline, pipeline: a}}");

        assertThat(post("a", "{type: map, over: [1], each: {type: pipeline, pipeline: b}}"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.field()).isEqualTo("steps.s0.each.pipeline");
                    assertThat(mistake.message()).contains("a -> b -> a");
                });
    }

    @Test
    void refusesUnknownPipelinesAndVersions() {
        post("b");

        assertThat(post("a", part("nowhere"), "{type: pipeline, pipeline: b, version: 2}"))
                .extracting(Mistake::message)
                .containsExactly(
                        "there is no pipeline 'nowhere'; post it first",
                        "pipeline 'b' has no version 2; its latest is 1");
    }

    @Test
    void refusesParametersThatThePipelineDoesNotTake() {
        postText(
                "{pipeline: b, parameters: {day: {type: date}, rate: {type: number, default: 1}}, steps: {a: {type: noop}}}");

        var mistakes =
                post(
                        "a",
                        "{type: pipeline, pipeline: b, parameters: {rat: 2, rate: \"${run.id}\"}}");

        assertThat(mistakes)
                .extracting(Mistake::field)
                .containsExactlyInAnyOrder("steps.s0.parameters.rat", "steps.s0.parameters.day");
    }

    @Test
    void refusesMoreThanSixteenWithinEachOther() {
        post("p1");
        for (int i = 2; i <= Containment.DEEPEST; i++) {
            assertThat(post("p" + i, part("p" + (i - 1)))).isEmpty();
        }

        assertThat(post("p17", part("p16")))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("at most 16"));
    }

    @Test
    void looksIntoEveryPipelineOnceHoweverOftenItIsContained() {
        post("p1");
        var many = new String[50];
        for (int i = 2; i <= Containment.DEEPEST; i++) {
            Arrays.fill(many, part("p" + (i - 1)));
            assertThat(post("p" + i, many)).isEmpty();
        }
    }
}
