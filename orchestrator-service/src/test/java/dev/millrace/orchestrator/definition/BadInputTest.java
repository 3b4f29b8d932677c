package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to hurt: each is refused soon, with a short list of what is wrong. */
class BadInputTest {

    private static final Definitions DEFINITIONS = Definitions.standalone();
    private static final int MEGABYTE = 1 << 20;

    /** Far more than any of them takes; a cost that grows with the square would take minutes. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static String repeated(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining());
    }

    private static String step(String body) {
        return "pipeline: p\nparameters: {x: 1}\nsteps:\n  a: " + body + "\n";
    }

    private static String noops(int count) {
        return "pipeline: p\nsteps:\n" + repeated(count, i -> "  s%d: {type: noop}\n".formatted(i));
    }

    private static String padded(String text, int length) {
        return text + "#" + "x".repeat(length - text.length() - 1);
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                arguments("a megabyte and one", padded(noops(1), MEGABYTE + 1), "is longer than"),
                arguments("10,001 steps", noops(10_001), "has 10,001 steps; at most 10,000"),
                arguments(
                        "10,000 steps and one compensation",
                        noops(9_999)
                                + "  last: {type: noop, compensate: {type: noop}}\n  b: {type: noop}",
                        "has 10,001 steps"),
                arguments("deep YAML", step("[".repeat(500_000)), "deeper than 32 levels"),
                arguments(
                        "deep JSON",
                        "{\"pipeline\": \"p\", \"steps\": " + "{\"a\":".repeat(150_000),
                        "deeper than 32 levels"),
                arguments(
                        "deep block YAML",
                        "pipeline: p\nsteps:\n" + repeated(1000, i -> " ".repeat(i + 1) + "a:\n"),
                        "deeper than 32 levels"),
                arguments(
                        "aliases of aliases",
                        "pipeline: p\nparameters:\n  a0: &a0 [1]\n"
                                + repeated(
                                        30,
                                        i ->
                                                "  b%1$d: &a%2$d [*a%1$d, *a%1$d]\n"
                                                        .formatted(i, i + 1)),
                        "more than 500,000 values"),
                arguments(
                        "depth through aliases",
                        "pipeline: p\nparameters:\n  a0: &a0 [1]\n"
                                + repeated(
                                        2000, i -> "  b%d: &a%d [*a%d]\n".formatted(i, i + 1, i)),
                        "deeper than 32 levels"),
                arguments(
                        "a condition of 100,000 terms",
                        step(
                                "{type: condition, require: \"%s\"}"
                                        .formatted("1 > 0 and ".repeat(100_000) + "1 > 0")),
                        "is too long for a condition"),
                arguments(
                        "a condition of brackets",
                        step("{type: condition, require: \"%s\"}".formatted("(".repeat(9000))),
                        "is no condition"),
                arguments(
                        "a condition of blanks",
                        step("{type: noop, when: \"%s\"}".formatted("1" + " ".repeat(9000) + "!")),
                        "is no condition"),
                arguments(
                        "a number without end",
                        step(
                                "{type: noop, when: \"${parameters.x} > 1%s\"}"
                                        .formatted("0".repeat(9000))),
                        "is no condition"),
                arguments(
                        "an exponent without end",
                        step("{type: noop, when: \"${parameters.x} > 1e99999999999\"}"),
                        "is no condition"),
                arguments(
                        "a text of 60,000 references",
                        step(
                                "{type: ingest, dataset: d, source: \"%s\"}"
                                        .formatted("${parameters.x}".repeat(60_000))),
                        "more than 1,000 references"),
                arguments(
                        "a reference of 10,000 parts",
                        step(
                                "{type: ingest, dataset: d, source: \"${steps.a%s}\"}"
                                        .formatted(".b".repeat(10_000))),
                        "is longer than a reference can be"),
                arguments(
                        "references that never close",
                        step(
                                "{type: ingest, dataset: d, source: \"%s\"}"
                                        .formatted("${".repeat(400_000))),
                        "has no }"),
                arguments(
                        "60,000 unknown references",
                        step(
                                "{type: ingest, dataset: d, source: /d, csv: [%s]}"
                                        .formatted("\"${steps.b.c}\",".repeat(60_000))),
                        "unknown step 'b'"),
                arguments(
                        "unknown references among 8,000 names that are nearly right",
                        noops(0)
                                + repeated(
                                        8000,
                                        i ->
                                                "  %s%05d: {type: noop}\n"
                                                        .formatted("s".repeat(58), i))
                                + repeated(
                                        100,
                                        i ->
                                                "  b%d: {type: noop, needs: [%sxxxxx]}\n"
                                                        .formatted(i, "s".repeat(58))),
                        "unknown step"),
                arguments(
                        "100,000 values below a long name",
                        step(
                                "{type: noop, \"%s\": [%s]}"
                                        .formatted("n".repeat(500_000), "1,".repeat(100_000))),
                        "is longer than 256 characters"),
                arguments(
                        "100,000 references below a long path",
                        step(
                                "{type: noop, %s[%s]%s}"
                                        .formatted(
                                                ("\"" + "n".repeat(250) + "\": {").repeat(28)
                                                        + "b: ",
                                                "\"${run.id}\",".repeat(80_000),
                                                "}".repeat(28))),
                        "unknown field"),
                arguments(
                        "10,000 steps in a circle",
                        "pipeline: p\nsteps:\n"
                                + repeated(
                                        10_000,
                                        i ->
                                                "  s%d: {type: noop, needs: [s%d]}\n"
                                                        .formatted(i, (i + 1) % 10_000)),
                        "needs itself: s0 -> s1"),
                arguments("itself", step("{type: noop, needs: [a]}"), "needs itself: a -> a"),
                arguments(
                        "a reference to itself",
                        step("{type: ingest, dataset: d, source: \"${steps.a.hash}\"}"),
                        "needs itself: a -> a"),
                arguments(
                        "a pattern of brackets",
                        "pipeline: p\nparameters: {x: {type: string, pattern: '%s'}}\nsteps: {a: {type: noop}}"
                                .formatted("(".repeat(500_000)),
                        "at most 1,000 are allowed"),
                arguments(
                        "a name twice",
                        "pipeline: p\npipeline: q\nsteps: {a: {type: noop, type: noop}}",
                        "the name 'pipeline' occurs twice"),
                arguments(
                        "200,000 names twice",
                        step("{type: noop, " + "a: 1,".repeat(150_000) + "}"),
                        "occurs twice"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void isRefusedSoonAndBriefly(String name, String text, String message) {
        var began = System.nanoTime();

        var mistakes = DEFINITIONS.check(text);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(mistakes)
                .hasSizeBetween(1, 100)
                .anySatisfy(mistake -> assertThat(mistake.message()).contains(message))
                .allSatisfy(mistake -> assertThat(mistake.message()).hasSizeLessThan(2000));
    }

    @Test
    void acceptsWhatIsJustWithinTheLimits() {
        assertThat(DEFINITIONS.parse(noops(10_000)).steps()).hasSize(10_000);
        assertThat(DEFINITIONS.check(padded(noops(1), MEGABYTE))).isEmpty();
        assertThat(
                        DEFINITIONS.check(
                                step(
                                        "{type: noop, when: \"%s\"}"
                                                .formatted(
                                                        "${parameters.x} > 0 and ".repeat(99)
                                                                + "${parameters.x} > 0"))))
                .isEmpty();
        assertThat(
                        DEFINITIONS.check(
                                step(
                                        "{type: ingest, dataset: d, source: \"%s\"}"
                                                .formatted("${parameters.x}".repeat(1000)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline: p\nsteps: {\u0430: {type: noop}}", // a Cyrillic letter that looks like
                // an a
                "pipeline: p\nsteps: {\"a\u200B\": {type: noop}}", // a space that has no width
                "pipeline: p\nsteps: {\"a\\u202Eb\": {type: noop}}", // turns the direction of
                // writing
                "pipeline: p\nsteps: {\"a\\0\": {type: noop}}",
                "pipeline: p\nsteps: {\"a\\uD800\": {type: noop}}", // half a character
                "pipeline: \uFF50\nsteps: {a: {type: noop}}", // a wide p
                "pipeline: p\nsteps: {a: {type: noop, \"needs\u200B\": []}}",
                "pipeline: p\nsteps: {a: {typ\u0435: noop, type: noop}}",
                "pipeline: p\nsteps: {a: {type: noop, when: \"${run.id\u200B} == 'x'\"}}",
                "pipeline: p\nsteps: {a: {type: noop, when: \"${run.id} == 'x' \u2028 and\"}}",
            })
    void refusesNamesThatOnlyLookRight(String text) {
        assertThat(DEFINITIONS.check(text)).isNotEmpty();
    }

    @Test
    void aTextWithTyposIsNeverMoreThanAListOfMistakes() throws Exception {
        var random = new Random(3);
        var signs = "{}[]:,'\"$&*!|>#%@`-?. \n\t\\\u0000\u2028aez019";
        for (var text : DefinitionSchemaTest.acceptsEveryPipelineOfTheGuide().toList()) {
            for (int i = 0; i < 300; i++) {
                var typed = new StringBuilder(text);
                for (int typo = random.nextInt(4); typo >= 0; typo--) {
                    int at = random.nextInt(typed.length());
                    var sign = signs.charAt(random.nextInt(signs.length()));
                    switch (random.nextInt(3)) {
                        case 0 -> typed.setCharAt(at, sign);
                        case 1 -> typed.insert(at, sign);
                        default -> typed.delete(at, Math.min(typed.length(), at + 5));
                    }
                }
                assertThat(DEFINITIONS.check(typed.toString()))
                        .as(typed.toString())
                        .allSatisfy(mistake -> assertThat(mistake.line()).isPositive());
            }
        }
    }

    @Test
    void writesWhatNobodySeesAsEscapes() {
        assertThat(DEFINITIONS.check("pipeline: p\nsteps: {a: {type: noop, \"needs\u200B\": []}}"))
                .extracting(Mistake::message)
                .singleElement()
                .asString()
                .startsWith("unknown field 'needs\\u200B'; did you mean 'needs'?");
    }

    @Test
    void aTextThatGrowsWithItsValuesIsRefusedInTheRun() {
        var scope = new Scope(Map.of("x", "x".repeat(1_000_000)), Map.of());

        assertThatThrownBy(() ->
                        scope.resolve(
                                List.of(
                                        "a${parameters.x}".repeat(10),
                                        "${parameters.x} ".repeat(10))))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("longer than 16,000,000 characters");
    }
}
