package dev.millrace.transform;

import java.util.Arrays;

/** The sentences with which a row is refused. */
final class Refusals {

    private Refusals() {}

    static RowRefused missing(String feature) {
        return new RowRefused(
                feature,
                "%s has no value; give one, or add an impute operation to the feature"
                        .formatted(feature));
    }

    static RowRefused notFinite(String feature, double value) {
        return new RowRefused(
                feature,
                "%s becomes %s, which is no finite number; clip or filter such values"
                        .formatted(feature, value));
    }

    static RowRefused beyond(String feature, double value, double limit) {
        return new RowRefused(
                feature,
                "%s is %s; a constant is learned from numbers up to ±%s only: clip or filter it"
                        .formatted(feature, value, limit));
    }

    static RowRefused noLogarithm(String feature, double value, double offset) {
        return new RowRefused(
                feature,
                "%s is %s, and %s + %s has no logarithm; clip it before, or choose a larger offset"
                        .formatted(feature, value, value, offset));
    }

    static RowRefused unknownCategory(String feature, Object value, int known) {
        return new RowRefused(
                feature,
                "%s has the value \"%s\", which is none of the %d of the training data; correct it, or set unknown to ignore or category"
                        .formatted(feature, shown(value), known));
    }

    static RowRefused missingCategory(String feature) {
        return new RowRefused(
                feature,
                "%s has no value; give one, impute it, or set nulls to ignore or category"
                        .formatted(feature));
    }

    static RowRefused missingArray(String feature) {
        return new RowRefused(
                feature,
                "%s has no value; give an array, or filter such rows in the recipe's SQL"
                        .formatted(feature));
    }

    static RowRefused wrongLength(String feature, int found, int wanted) {
        return new RowRefused(
                feature,
                "%s has %d elements; %d are expected, as in the training data"
                        .formatted(feature, found, wanted));
    }

    static RowRefused badElement(String feature, int index, double value) {
        return new RowRefused(
                feature,
                Double.isNaN(value)
                        ? "%s[%d] has no value; every element of an array needs one"
                                .formatted(feature, index)
                        : "%s[%d] is %s; an element is a finite number, and within ±%s"
                                .formatted(feature, index, value, Float.MAX_VALUE));
    }

    static RowRefused wrongClass(Column column, Object value) {
        return new RowRefused(
                column.name(),
                "%s has the value \"%s\" (%s); a %s is expected"
                        .formatted(
                                column.name(),
                                shown(value),
                                value.getClass().getSimpleName(),
                                column.type()));
    }

    static String shown(Object value) {
        var text = value instanceof double[] array ? Arrays.toString(array) : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
