package dev.millrace.transform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileExpressionTest {

    private static final List<Column> SCHEMA = List.of(new Column("a", ColumnType.LONG));

    private static void compile(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> {
                    try {
                        Expression.compile(text, SCHEMA);
                    } catch (InvalidExpression expected) {
                        assertThat(expected.explanation()).isNotBlank().hasSizeLessThan(1_000);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    (                          | )
                    -(                         | )
                    abs(                       | )
                    not (                      | > 0)
                    not                        | ''
                    case when a > 1 then       | ' end'
                    case (                     | ) when 1 then 2 when 3 then 4 end
                    if(a > 1,                  | , 2)
                    coalesce((                 | ), 1)
                    a in (                     | )
                    a between                  | ' and 1'
                    a +                        | ''
                    a = (                      | )
                    ((a + 1) * (               | ))
                    cast(                      | ' as double)'
                    """)
    void refusesOrCompilesWhateverIsNestedWithoutHanging(String open, String close) {
        for (int depth : new int[] {10, 49, 100, 2_000}) {
            compile((open + " ").repeat(depth) + "a" + close.repeat(depth));
            compile((open + " ").repeat(depth));
        }
    }

    @Test
    void refusesAnExpressionThatIsTooLongOrTooDeepAndSaysSo() {
        assertThatThrownBy(() -> Expression.compile("a".repeat(10_001), SCHEMA))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining("10,001 characters");
        assertThatThrownBy(
                        () -> Expression.compile("(".repeat(101) + "a" + ")".repeat(101), SCHEMA))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining("nests too deeply");
        assertThatThrownBy(() -> Expression.compile("a" + " + a".repeat(2_000), SCHEMA))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining("at most 500 operators in a chain");
    }

    @Test
    void readsLongTextsAndNamesWithoutRecursion() {
        assertThat(Expression.compile("'" + "''x".repeat(3_000) + "'", SCHEMA).type())
                .isEqualTo(ColumnType.STRING);
        for (var text :
                List.of(
                        "a".repeat(9_999),
                        "`" + "``".repeat(4_900) + "`",
                        "'" + "x".repeat(9_000),
                        "9".repeat(9_999),
                        "1.".repeat(4_000))) {
            compile(text);
        }
    }

    @Test
    void compilesALongButHonestExpression() {
        assertThat(Expression.compile("a" + " + a".repeat(300), SCHEMA).type())
                .isEqualTo(ColumnType.LONG);
    }

    @Test
    void answersWhateverTextItIsGiven() {
        var random = new Random(11);
        var words =
                List.of(
                        "a",
                        "(",
                        ")",
                        "+",
                        "-",
                        "*",
                        "case",
                        "when",
                        "then",
                        "end",
                        "1",
                        "'x'",
                        ",",
                        "and",
                        "not",
                        "in",
                        "between",
                        "is",
                        "null",
                        "abs",
                        "cast",
                        "as",
                        "double",
                        "`",
                        "'",
                        "\"",
                        ";",
                        "--",
                        "/*",
                        "\u0000",
                        "select",
                        "from",
                        "\uD83D\uDE00",
                        "1e9",
                        "%",
                        "||",
                        ".",
                        "::",
                        "[",
                        "{",
                        "date");
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            compile(text.toString());
        }
    }
}
