package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import jakarta.validation.Validation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ParametersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Definitions DEFINITIONS =
            new Definitions(JSON, Validation.buildDefaultValidatorFactory().getValidator());

    private static final String TYPED =
            """
            pipeline: typed
            parameters:
              plain: 7
              data: {type: string, pattern: '[a-z]+\\.csv', description: Where the rows are}
              epochs: {type: integer, default: 20, minimum: 1, maximum: 500}
              rate: {type: number, default: 0.1, maximum: 1}
              report: {type: boolean, default: false}
              day: {type: date, default: 2026-03-01, minimum: 2026-01-01}
              since: {type: instant, default: "2026-03-01T12:00:00+01:00", maximum: "2026-03-01T11:00:00Z"}
              patience: {type: duration, default: 90s, minimum: 1m, maximum: 1h}
              columns: {type: list, default: [Age]}
              optimizer: {type: mapping, default: {type: adam}}
              alias: {type: string, default: champion, enum: [champion, challenger]}
            steps: {only: {type: noop}}
            """;

    @Test
    void readsBothFormsAndKeepsDefaultsApartFromRules() {
        var definition = DEFINITIONS.parse(TYPED);

        assertThat(definition.parameters())
                .containsEntry("plain", 7L)
                .containsEntry("data", null)
                .containsEntry("optimizer", Map.of("type", "adam"));
        assertThat(definition.rules()).hasSize(10).doesNotContainKey("plain");
    }

    @Test
    void survivesBeingStored() {
        var definition = DEFINITIONS.parse(TYPED);
        var stored = JSON.writeValueAsString(definition);

        var again = JSON.readValue(stored, Definition.class);

        assertThat(JSON.writeValueAsString(again)).isEqualTo(stored);
        assertThat(ParameterValues.of(again, Map.of("data", "a.csv")).mistakes()).isEmpty();
    }

    @Test
    void readsDefinitionsThatWereStoredBeforeThereWereRules() {
        var stored =
                """
                {"pipeline": "old", "parameters": {"model": {"type": "adam"}, "data": null}, "steps": []}\
                """;

        var definition = JSON.readValue(stored, Definition.class);

        assertThat(definition.rules()).isEmpty();
        assertThat(ParameterValues.of(definition, Map.of("data", 3)).orRefused())
                .isEqualTo(Map.of("model", Map.of("type", "adam"), "data", 3));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMakesNoSenseWhenPosted(String parameter, String field, String message) {
        var text =
                """
                pipeline: wrong
                parameters:
                  x: %s
                steps: {only: {type: noop}}
                """
                        .formatted(parameter);

        assertThat(DEFINITIONS.check(text))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.field()).isEqualTo(field);
                    assertThat(mistake.line()).isEqualTo(3);
                    assertThat(mistake.message()).contains(message);
                });
    }

    static Stream<Arguments> refusesWhatMakesNoSenseWhenPosted() {
        return Stream.of(
                arguments("{type: adam}", "parameters.x.type", "{type: mapping, default: {…}}"),
                arguments("{type: strnig}", "parameters.x.type", "did you mean 'string'?"),
                arguments(
                        "{type: integer, default: 0.5}",
                        "parameters.x.default",
                        "is 0.5, but must be a whole number"),
                arguments(
                        "{type: integer, default: 0, minimum: 1, maximum: 9}",
                        "parameters.x.default",
                        "is 0, but must be from 1 to 9"),
                arguments(
                        "{type: number, minimum: 2, maximum: 1.5}",
                        "parameters.x.maximum",
                        "is 1.5, which is below the minimum 2"),
                arguments(
                        "{type: string, minimum: 2}",
                        "parameters.x.minimum",
                        "a string has none; integer, number, date, instant, duration have"),
                arguments(
                        "{type: duration, maximum: 10}",
                        "parameters.x.maximum",
                        "must be a duration such as 500ms"),
                arguments(
                        "{type: string, pattern: '(a'}",
                        "parameters.x.pattern",
                        "is no regular expression: Unclosed group"),
                arguments(
                        "{type: date, pattern: 'a'}",
                        "parameters.x.pattern",
                        "a date has none; a string has"),
                arguments(
                        "{type: string, enum: []}",
                        "parameters.x.enum",
                        "must be a list of at least one value"),
                arguments(
                        "{type: integer, enum: [1, two]}",
                        "parameters.x.enum[1]",
                        "is the text \"two\", but must be a whole number"),
                arguments(
                        "{type: string, default: c, enum: [a, b]}",
                        "parameters.x.default",
                        "must be one of a, b"),
                arguments(
                        "{type: string, defualt: c}",
                        "parameters.x.defualt",
                        "did you mean 'default'?"),
                arguments(
                        "{type: string, description: [a]}",
                        "parameters.x.description",
                        "is a list, but must be text"));
    }

    @Test
    void namesEveryMistakeOfARunAndWhatWouldBeRight() {
        Map<String, Object> given = new HashMap<>();
        given.put("epochs", 501);
        given.put("rate", "fast");
        given.put("report", 1);
        given.put("day", "2026-02-30");
        given.put("since", "2026-03-01T11:00:01Z");
        given.put("patience", "2h");
        given.put("columns", Map.of());
        given.put("alias", "winner");
        given.put("other", 1);

        var mistakes = ParameterValues.of(DEFINITIONS.parse(TYPED), given).mistakes();

        assertThat(mistakes)
                .extracting(Mistake::field)
                .containsExactlyInAnyOrder(
                        "parameters.data",
                        "parameters.epochs",
                        "parameters.rate",
                        "parameters.report",
                        "parameters.day",
                        "parameters.since",
                        "parameters.patience",
                        "parameters.columns",
                        "parameters.alias",
                        "parameters.other");
        assertThat(mistakes)
                .extracting(Mistake::message)
                .contains(
                        "the parameter 'epochs' is 501, but must be from 1 to 500",
                        "the parameter 'rate' is the text \"fast\", but must be a number",
                        "the parameter 'patience' is the text \"2h\", but must be from 1m to 1h",
                        "the parameter 'alias' is the text \"winner\", but must be one of champion, challenger");
    }

    @Test
    void refusesTheRunWithAllOfThem() {
        var values = ParameterValues.of(DEFINITIONS.parse(TYPED), Map.of("epochs", 0));

        assertThatThrownBy(values::orRefused)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.failure().mistakes()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"a.csv, true", "a.csvx, false", "xa.csv1, false", "A.csv, false"})
    void holdsThePatternAgainstTheWholeText(String text, boolean right) {
        var values = ParameterValues.of(DEFINITIONS.parse(TYPED), Map.of("data", text));

        assertThat(values.mistakes().isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void givesUpOnAPatternThatTakesForeverOrTooMuchOfTheStack(int length) {
        var text =
                """
                pipeline: slow
                parameters: {x: {type: string, pattern: '(a|aa)+\\1b'}}
                steps: {only: {type: noop}}
                """;

        var values = ParameterValues.of(DEFINITIONS.parse(text), Map.of("x", "a".repeat(length)));

        assertThat(values.mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("takes too long"));
    }

    @Test
    void takesNumbersForWhatTheyAreHoweverTheyAreWritten() {
        var text =
                """
                pipeline: numbers
                parameters: {x: {type: number, default: 1, enum: [1, 2.50]}}
                steps: {only: {type: noop}}
                """;
        var definition = DEFINITIONS.parse(text);

        for (Object right : List.of(1, 1L, 1.0, 2.5)) {
            assertThat(ParameterValues.of(definition, Map.of("x", right)).mistakes()).isEmpty();
        }
        for (Object wrong : Arrays.<Object>asList(2, "1", 1e300)) {
            assertThat(ParameterValues.of(definition, Map.of("x", wrong)).mistakes()).hasSize(1);
        }
    }
}
