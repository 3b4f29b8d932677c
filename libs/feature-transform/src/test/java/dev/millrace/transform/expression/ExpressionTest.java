package dev.millrace.transform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final List<Column> SCHEMA =
            List.of(
                    new Column("l", ColumnType.LONG),
                    new Column("d", ColumnType.DOUBLE),
                    new Column("s", ColumnType.STRING),
                    new Column("b", ColumnType.BOOLEAN),
                    new Column("day", ColumnType.DATE),
                    new Column("at", ColumnType.TIMESTAMP),
                    new Column("odd `name`", ColumnType.LONG),
                    new Column("none", ColumnType.DOUBLE),
                    new Column("Close", ColumnType.DOUBLE));

    private static Object value(String text) {
        return Evaluated.value(
                text,
                SCHEMA,
                7L,
                -2.5,
                " Ab ",
                true,
                LocalDate.of(2024, 2, 29),
                Instant.parse("2024-02-29T23:15:00Z"),
                3L,
                null,
                1.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    l + 1                                   | 8
                    l - d * 2                               | 12.0
                    1 + 2 * 3 - 4                           | 3
                    -l                                      | -7
                    -(l + 1)                                | -8
                    7 / 2                                   | 3.5
                    -7 % 3                                  | -1
                    7.5 % 2                                 | 1.5
                    10 - 2 - 3                              | 5
                    12 / 2 * 3                              | 18.0
                    7 % 4 * 2                               | 6
                    close + 1                               | 2.5
                    `odd ``name``` + 1                      | 4
                    1L + l                                  | 8
                    1e2                                     | 100.0
                    l > 6 and d < 0                         | true
                    l > 6 and none > 0                      | null
                    l < 6 and none > 0                      | false
                    l > 6 or none > 0                       | true
                    l < 6 or none > 0                       | null
                    not (none > 0)                          | null
                    none is null                            | true
                    none is not null                        | false
                    l in (1, 7)                             | true
                    l in (1, null)                          | null
                    l not in (1, 2)                         | true
                    l not in (1, null)                      | null
                    none in (1, 2)                          | null
                    l between 7 and 8                       | true
                    l not between 7 and 8                   | false
                    none between 1 and 2                    | null
                    s = ' Ab '                              | true
                    b = true                                | true
                    case when l > 9 then 1 when b then 2 end | 2
                    case when none > 0 then 1 else 0.5 end  | 0.5
                    case l when 1 then 'a' when 7 then 'b' end | b
                    case when l > 9 then 1 end              | null
                    if(none > 0, 1, 2)                      | 2
                    coalesce(none, l)                       | 7.0
                    coalesce(none, null)                    | null
                    nullif(l, 7)                            | null
                    nullif(l, 8)                            | 7
                    abs(d)                                  | 2.5
                    sqrt(16)                                | 4.0
                    ln(0)                                   | null
                    log10(1000)                             | 3.0
                    exp(0)                                  | 1.0
                    pow(2, 10)                              | 1024.0
                    power(d, 2)                             | 6.25
                    floor(d)                                | -3
                    ceil(d)                                 | -2
                    round(d)                                | -3.0
                    round(1.005, 2)                         | 1.01
                    round(0.49999999999999994)              | 0.0
                    greatest(l, d, none)                    | 7.0
                    least(l, none, 3)                       | 3.0
                    upper(s)                                | AB
                    length(s)                               | 4
                    length(trim(s))                         | 2
                    concat(lower(trim(s)), '''')            | ab'
                    year(day) * 100 + month(day)            | 202402
                    day(day) + dayofmonth(day)              | 58
                    dayofweek(day)                          | 5
                    hour(at)                                | 23
                    year(at)                                | 2024
                    day > cast('2024-02-28' as date)        | true
                    day = date '2024-02-29'                 | true
                    cast(at as date) = day                  | true
                    cast(day as string)                     | 2024-02-29
                    cast(at as string)                      | 2024-02-29 23:15:00
                    cast(d as bigint)                       | -2
                    cast(' 12 ' as bigint) + cast('1e3' as double) | 1012.0
                    cast(b as double)                       | 1.0
                    cast('Yes' as boolean)                  | true
                    cast(l as boolean)                      | true
                    cast(1.0 as string)                     | 1.0
                    cast(none as string)                    | null
                    cast(null as double) + 1                | null
                    cast('NaN' as double) > 1e300           | true
                    cast('NaN' as double) = cast('NaN' as double) | true
                    -0.0 = 0.0                              | true
                    -9223372036854775808                    | -9223372036854775808
                    """)
    void evaluatesLikeSpark(String text, String expected) {
        var value = value(text);

        assertThat(String.valueOf(value).strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    l / 0                        | division by zero
                    d / 0.0                      | division by zero
                    l % (l - 7)                  | division by zero
                    cast(s as bigint)            | cannot be cast to bigint
                    cast('1.5' as bigint)        | cannot be cast to bigint
                    cast(1e19 as bigint)         | cannot be cast to bigint
                    cast('maybe' as boolean)     | cannot be cast to boolean
                    cast('2023-02-29' as date)   | cannot be cast to date
                    9223372036854775807 + l      | long overflow
                    9223372036854775807 * l      | long overflow
                    -9223372036854775807 - l     | long overflow
                    -(-9223372036854775807 - 1)  | long overflow
                    abs(-9223372036854775808)    | Overflow
                    """)
    void failsWhereSparkFails(String text, String message) {
        assertThatThrownBy(() -> value(text))
                .isInstanceOfAny(EvaluationFailure.class, ArithmeticException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "l +",
                "l l",
                "l; drop table t",
                "nope",
                "sin(l)",
                "abs()",
                "abs(l, d)",
                "count(*)",
                "sum(distinct l)",
                "sum(l) over (partition by d)",
                "(select 1)",
                "exists (select 1)",
                "l in (select 1)",
                "t.l",
                "s + 1",
                "not l",
                "l and b",
                "if(l, 1, 2)",
                "s = 1",
                "b + 1",
                "abs(s)",
                "upper(l)",
                "hour(day)",
                "year(s)",
                "cast(l as int)",
                "cast(l as date)",
                "try_cast(s as bigint)",
                "cast(s as decimal(10, 2))",
                "\"l\"",
                "'a\\nb'",
                "N'a'",
                "s like 'a%'",
                "l & 1",
                "l <=> 1",
                "(l, d)",
                "null",
                "coalesce(null, null)",
                "?",
                ":parameter",
                "@variable",
                "current_timestamp",
                "rand()",
                "9223372036854775808",
                "1e999",
                "round(d, l)",
                "round(d, 99)",
                "greatest(l)",
                "trim(both ' ' from s)",
                "interval '1' day",
                "case l when 's' then 1 end",
                "array[1]",
                "l::double::row",
                "year(day) over ()",
            })
    void refusesWhatIsOutsideTheSubset(String text) {
        assertThatThrownBy(() -> value(text))
                .isInstanceOf(InvalidExpression.class)
                .message()
                .isNotBlank();
    }

    @Test
    void saysWhatItsFunctionsAre() {
        assertThatThrownBy(() -> value("sinus(l)"))
                .hasMessageContaining("no function sinus; there are [abs, ceil, ceiling,");
    }

    @Test
    void joinsTextWithTwoBars() {
        assertThat(value("trim(s) || 'x' || cast(l as string)")).isEqualTo("Abx7");
    }

    @Test
    void saysWhereItStops() {
        assertThatThrownBy(() -> value("l + (d * 2"))
                .hasMessage("cannot be parsed at position 11: expected ), found the end");
        assertThatThrownBy(() -> value("l # d"))
                .hasMessageStartingWith("cannot be read from position 3 on, \"# d\"");
    }

    @Test
    void remembersWhichColumnsItReads() {
        assertThat(Expression.compile("D + if(b, l, 2)", SCHEMA).used())
                .extracting(Column::name)
                .containsExactlyInAnyOrder("d", "b", "l");
    }
}
