package dev.millrace.training.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTest {

    private static final Vocabulary WORDS =
            (subject, parameters) ->
                    switch (subject.entity()) {
                        case METRIC -> Column.number("m(" + parameters.add(subject.key()) + ")");
                        case PARAM, TAG -> Column.text("t(" + parameters.add(subject.key()) + ")");
                        case ATTRIBUTE -> {
                            if (subject.key().equals("status")) {
                                yield Column.text("status");
                            }
                            throw Vocabulary.unknown(subject, "status");
                        }
                    };

    private final Parameters parameters = new Parameters();

    @Test
    void writesEveryKeyAndValueAsAParameter() {
        var sql =
                where(
                        "metrics.rmse < 1 AND params.`a b` = 'it''s' and tags.\"x\" NOT IN ('1', \"2\")");

        assertThat(sql)
                .isEqualTo(
                        "m(:filter0) < :filter1 and t(:filter2) = :filter3 and t(:filter4) not in (:filter5)");
        assertThat(parameters.values())
                .containsEntry("filter0", "rmse")
                .containsEntry("filter1", 1L)
                .containsEntry("filter2", "a b")
                .containsEntry("filter3", "it's")
                .containsEntry("filter4", "x")
                .containsEntry("filter5", List.of("1", "2"));
    }

    @Test
    void readsNumbersAsTheyAre() {
        where(
                "metrics.a = 9007199254740993 and metrics.b > -1.5e-3 and metrics.c < .5 and metrics.d < 1e999");

        assertThat(parameters.values())
                .containsEntry("filter1", 9_007_199_254_740_993L)
                .containsEntry("filter3", -1.5e-3)
                .containsEntry("filter5", 0.5)
                .containsEntry("filter7", Double.POSITIVE_INFINITY);
    }

    @Test
    void anEmptyFilterHoldsForAll() {
        assertThat(where(" ")).isEqualTo("true");
        assertThat(Filters.where(null, WORDS, parameters)).isEqualTo("true");
    }

    @Test
    void ordersWithWhatIsMissingLast() {
        var order =
                Filters.orderBy(
                        List.of("metrics.rmse DESC", "`status`", "tag.x asc"), WORDS, parameters);

        assertThat(order)
                .isEqualTo(
                        "m(:filter0) desc nulls last, status asc nulls last, t(:filter1) asc nulls last, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "metrics.a < 1 or metrics.b < 2 | 15 | \"or\" is not part",
                "metrics.a = 'x' | 13 | a number",
                "params.a = 1 | 12 | a text in quotes",
                "params.a < 'x' | 10 | compared by one of =, !=, LIKE, ILIKE, IN, NOT IN",
                "metrics.a LIKE 'x' | 11 | compared by one of",
                "colour.a = 'x' | 1 | metrics, params, tags, attributes",
                "size = 'x' | 1 | known are status",
                "status = 'open | 10 | never closed",
                "status = 'a' and | 17 | the end",
                "status IN ('a' | 15 | a comma or a closing",
                "status IN () | 12 | a text in quotes",
                "status ; drop | 8 | means nothing here",
                "metrics. < 1 | 10 | a key after the dot",
                "= 1 | 1 | attribute",
                "status not 'x' | 8 | one of"
            })
    void saysWhereAFilterIsWrong(String filter, long column, String said) {
        assertThatThrownBy(() -> where(filter))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        wrong -> {
                            var mistake = wrong.failure().mistakes().getFirst();
                            assertThat(mistake.column()).isEqualTo(column);
                            assertThat(mistake.message()).contains(said);
                            assertThat(wrong).hasMessageContaining("character " + column);
                        });
    }

    /** Whatever is written: refused with a place, or SQL of our own signs only. */
    @Test
    void noTextGetsIntoTheStatement() {
        var random = new Random(7);
        var pieces =
                List.of(
                        "metrics.",
                        "params.x",
                        "tags.`",
                        "`",
                        "'",
                        "''",
                        "\"",
                        ";",
                        "--",
                        "and ",
                        "=",
                        " IN ",
                        "(",
                        ")",
                        "1",
                        "e",
                        "\\",
                        "%s",
                        ":p",
                        "?",
                        "𝒳",
                        "\0",
                        " ");
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int count = random.nextInt(12); count >= 0; count--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                assertThat(Filters.where(text.toString(), WORDS, new Parameters()))
                        .matches("(true|[a-z:0-9() =]*)");
            } catch (PlatformException refused) {
                assertThat(refused.failure().mistakes()).hasSize(1);
            }
        }
    }

    private String where(String filter) {
        return Filters.where(filter, WORDS, parameters);
    }
}
