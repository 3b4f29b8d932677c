package dev.millrace.training.search;

import dev.millrace.contracts.training.Parameter;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter with its path, seen from 0 to 1: the place of a number in its range, with or without
 * logarithm, and of a choice in its list. Each value of a whole number or a choice has a stretch of
 * equal width (of its logarithm, if that is uniform).
 */
public record Dimension(String path, Parameter parameter) {

    /** How many values there are; 0 for a continuum. */
    int count() {
        return switch (parameter) {
            case Parameter.Choice choice -> choice.values().size();
            case Parameter.Int number -> (high(number) - low(number)) / step(number) + 1;
            case Parameter.Real _ -> 0;
        };
    }

    boolean isChoice() {
        return parameter instanceof Parameter.Choice;
    }

    /** Whether it is chosen beside these values. */
    boolean isActive(Map<String, Object> chosen) {
        return parameter.when().entrySet().stream()
                .allMatch(
                        condition -> condition.getValue().contains(chosen.get(condition.getKey())));
    }

    Object value(double place) {
        return switch (parameter) {
            case Parameter.Choice choice -> choice.values().get(index(place, count()));
            case Parameter.Int number when number.log() -> {
                double value = Math.exp(between(place, lowest(number), highest(number)));
                yield Math.clamp(Math.round(value), low(number), high(number));
            }
            case Parameter.Int number -> low(number) + index(place, count()) * step(number);
            case Parameter.Real number when number.log() -> {
                double value = between(place, Math.log(low(number)), Math.log(high(number)));
                yield Math.clamp(Math.exp(value), low(number), high(number));
            }
            case Parameter.Real number -> between(place, low(number), high(number));
        };
    }

    /** The middle of the value's stretch. */
    double place(Object value) {
        return switch (parameter) {
            case Parameter.Choice choice -> (choice.values().indexOf(value) + 0.5) / count();
            case Parameter.Int number when number.log() ->
                    share(Math.log(number(value)), lowest(number), highest(number));
            case Parameter.Int number ->
                    ((number(value) - low(number)) / step(number) + 0.5) / count();
            case Parameter.Real number when number.log() ->
                    share(Math.log(number(value)), Math.log(low(number)), Math.log(high(number)));
            case Parameter.Real number -> share(number(value), low(number), high(number));
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static int index(double place, int count) {
        return Math.clamp((int) (place * count), 0, count - 1);
    }

    private static double between(double place, double low, double high) {
        return low + place * (high - low);
    }

    private static double share(double value, double low, double high) {
        return high == low ? 0.5 : (value - low) / (high - low);
    }

    private static double lowest(Parameter.Int number) {
        return Math.log(low(number) - 0.5);
    }

    private static double highest(Parameter.Int number) {
        return Math.log(high(number) + 0.5);
    }

    private static int low(Parameter.Int number) {
        return Objects.requireNonNull(number.low());
    }

    private static int high(Parameter.Int number) {
        return Objects.requireNonNull(number.high());
    }

    private static int step(Parameter.Int number) {
        return Objects.requireNonNullElse(number.step(), 1);
    }

    private static double low(Parameter.Real number) {
        return Objects.requireNonNull(number.low());
    }

    private static double high(Parameter.Real number) {
        return Objects.requireNonNull(number.high());
    }
}
