package dev.millrace.prep.spark;

import java.util.List;
import java.util.Random;

/**
 * Random expressions that mean the same to Spark and to the transform: literals carry their type,
 * and functions that give an INT in Spark are cast to BIGINT.
 */
final class RandomExpressions {

    private static final int DEEPEST = 4;

    private final Random random;
    private int depth;

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    String next() {
        return switch (random.nextInt(5)) {
            case 0 -> wholeNumber();
            case 1, 2 -> number();
            case 3 -> condition();
            default -> text();
        };
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A leaf where it would become too deep. */
    private int choice(int bound) {
        return depth >= DEEPEST ? 0 : random.nextInt(bound);
    }

    private String wholeNumber() {
        depth++;
        var text =
                switch (choice(16)) {
                    case 1, 2, 3 ->
                            "(%s %s %s)"
                                    .formatted(
                                            wholeNumber(),
                                            any(List.of("+", "-", "*")),
                                            wholeNumber());
                    case 4 -> "(%s %% %s)".formatted(wholeNumber(), wholeNumber());
                    case 5 -> "(- %s)".formatted(wholeNumber());
                    case 6 -> "abs(%s)".formatted(wholeNumber());
                    case 7 -> "cast(%s as bigint)".formatted(number());
                    case 8 ->
                            "%s(%s)".formatted(any(List.of("floor", "ceil", "ceiling")), number());
                    case 9 -> "cast(length(%s) as bigint)".formatted(text());
                    case 10 ->
                            "cast(%s(%s) as bigint)"
                                    .formatted(
                                            any(
                                                    List.of(
                                                            "year",
                                                            "month",
                                                            "day",
                                                            "dayofmonth",
                                                            "dayofweek")),
                                            any(List.of(date(), "at")));
                    case 11 -> chosen(wholeNumber(), wholeNumber());
                    case 12 -> "nullif(%s, %s)".formatted(wholeNumber(), wholeNumber());
                    case 13 ->
                            "%s(%s, %s, %s)"
                                    .formatted(
                                            any(List.of("greatest", "least", "coalesce")),
                                            wholeNumber(),
                                            wholeNumber(),
                                            wholeNumber());
                    case 14 -> "cast(%s as bigint)".formatted(condition());
                    case 15 ->
                            any(
                                    List.of(
                                            "cast(hour(at) as bigint)",
                                            "cast(at as bigint)",
                                            "cast(' -12 ' as bigint)",
                                            "round(l)",
                                            "cast(s as bigint)"));
                    default ->
                            any(
                                    List.of(
                                            "l",
                                            "m",
                                            "l",
                                            "m",
                                            "0L",
                                            "1L",
                                            "-3L",
                                            "7L",
                                            "1000000007L",
                                            "9223372036854775807L"));
                };
        depth--;
        return text;
    }

    private String number() {
        depth++;
        var text =
                switch (choice(14)) {
                    case 1, 2, 3 ->
                            "(%s %s %s)"
                                    .formatted(
                                            number(),
                                            any(List.of("+", "-", "*", "/", "%")),
                                            any(List.of(number(), wholeNumber())));
                    case 4 -> "(%s / %s)".formatted(wholeNumber(), wholeNumber());
                    case 5 -> "(- %s)".formatted(number());
                    case 6 ->
                            "%s(%s)"
                                    .formatted(
                                            any(List.of("abs", "sqrt", "ln", "log10", "exp")),
                                            number());
                    case 7 ->
                            "%s(%s, %s)"
                                    .formatted(any(List.of("pow", "power")), number(), number());
                    case 8 -> "round(%s)".formatted(number());
                    case 9 -> "round(%s, %d)".formatted(number(), random.nextInt(5));
                    case 10 -> chosen(number(), any(List.of(number(), wholeNumber())));
                    case 11 -> "nullif(%s, %s)".formatted(number(), wholeNumber());
                    case 12 ->
                            "%s(%s, %s, %s)"
                                    .formatted(
                                            any(List.of("greatest", "least", "coalesce")),
                                            number(),
                                            wholeNumber(),
                                            number());
                    case 13 ->
                            "cast(%s as double)"
                                    .formatted(
                                            any(
                                                    List.of(
                                                            wholeNumber(),
                                                            condition(),
                                                            "s",
                                                            "' 1e3 '",
                                                            "'-Infinity'",
                                                            "'nan'",
                                                            "at")));
                    default ->
                            any(
                                    List.of(
                                            "d", "e", "d", "e", "0.0D", "1.5D", "-2.25e0", "1e300",
                                            "3.0D"));
                };
        depth--;
        return text;
    }

    private String condition() {
        depth++;
        var text =
                switch (choice(12)) {
                    case 1, 2 ->
                            "(%s %s %s)"
                                    .formatted(
                                            number(),
                                            comparison(),
                                            any(List.of(number(), wholeNumber())));
                    case 3 -> "(%s %s %s)".formatted(wholeNumber(), comparison(), wholeNumber());
                    case 4 -> "(%s %s %s)".formatted(text(), comparison(), text());
                    case 5 -> "(%s %s %s)".formatted(date(), comparison(), date());
                    case 6, 7 ->
                            "(%s %s %s)"
                                    .formatted(condition(), any(List.of("and", "or")), condition());
                    case 8 -> "(not %s)".formatted(condition());
                    case 9 ->
                            "(%s is %snull)"
                                    .formatted(
                                            any(List.of(number(), text(), condition(), date())),
                                            any(List.of("", "not ")));
                    case 10 ->
                            "(%s %sin (%s, %s, null))"
                                    .formatted(
                                            wholeNumber(),
                                            any(List.of("", "not ")),
                                            wholeNumber(),
                                            number());
                    case 11 ->
                            "(%s %sbetween %s and %s)"
                                    .formatted(
                                            number(),
                                            any(List.of("", "not ")),
                                            number(),
                                            wholeNumber());
                    default ->
                            any(
                                    List.of(
                                            "b",
                                            "b",
                                            "true",
                                            "false",
                                            "cast(l as boolean)",
                                            "cast(d as boolean)",
                                            "cast(' Yes ' as boolean)"));
                };
        depth--;
        return text;
    }

    private String comparison() {
        return any(List.of("=", "<>", "<", "<=", ">", ">=", "==", "!="));
    }

    private String text() {
        depth++;
        var text =
                switch (choice(8)) {
                    case 1, 2 -> "%s(%s)".formatted(any(List.of("upper", "lower", "trim")), text());
                    case 3 -> "concat(%s, %s, %s)".formatted(text(), text(), text());
                    case 4 -> "(%s || %s)".formatted(text(), text());
                    case 5 ->
                            "cast(%s as string)"
                                    .formatted(
                                            any(
                                                    List.of(
                                                            wholeNumber(),
                                                            number(),
                                                            condition(),
                                                            date(),
                                                            "at")));
                    case 6 -> chosen(text(), text());
                    case 7 ->
                            "%s(%s, %s)"
                                    .formatted(
                                            any(List.of("coalesce", "nullif", "greatest", "least")),
                                            text(),
                                            text());
                    default -> any(List.of("s", "s", "'it''s'", "''", "' x '", "'12'"));
                };
        depth--;
        return text;
    }

    private String date() {
        return any(
                List.of(
                        "day",
                        "day",
                        "cast(at as date)",
                        "date '2024-02-29'",
                        "cast('2023-7-4' as date)"));
    }

    private String chosen(String one, String other) {
        return switch (random.nextInt(3)) {
            case 0 -> "if(%s, %s, %s)".formatted(condition(), one, other);
            case 1 ->
                    "case when %s then %s when %s then %s end"
                            .formatted(condition(), one, condition(), other);
            default ->
                    "case %s when %s then %s else %s end"
                            .formatted(wholeNumber(), wholeNumber(), one, other);
        };
    }
}
