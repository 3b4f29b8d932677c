package dev.millrace.transform;

import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Frame;
import dev.millrace.transform.expression.Order;
import dev.millrace.transform.expression.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Finds a value's category: those that were learned, then null and unknown where they are
 * categories.
 */
record CategoryIndex(List<Object> categories, Categories unknown, Categories nulls) {

    private static final int NONE = -1;

    /** The position of the row's category, or -1 for one that is ignored. */
    interface Lookup {
        int position(Frame frame);
    }

    static CategoryIndex of(FittedOperation.OneHot fitted) {
        return new CategoryIndex(fitted.categories(), fitted.unknown(), fitted.nulls());
    }

    static CategoryIndex of(FittedOperation.Ordinal fitted) {
        return new CategoryIndex(fitted.categories(), fitted.unknown(), fitted.nulls());
    }

    int size() {
        return categories.size() + one(nulls) + one(unknown);
    }

    private static int one(Categories policy) {
        return policy == Categories.CATEGORY ? 1 : 0;
    }

    List<String> outputNames(String feature) {
        var names = new ArrayList<String>();
        categories.forEach(category -> names.add(feature + "=" + category));
        if (nulls == Categories.CATEGORY) {
            names.add(feature + "=<null>");
        }
        if (unknown == Categories.CATEGORY) {
            names.add(feature + "=<unknown>");
        }
        return names;
    }

    /** From 1; 0 for a category that is ignored. */
    OfDouble numbers(Typed input, String feature) {
        var lookup = lookup(input, feature);
        return frame -> {
            int position = lookup.position(frame);
            frame.isNull = false;
            return position + 1;
        };
    }

    Lookup lookup(Typed input, String feature) {
        return switch (input.code()) {
            case OfObject value -> texts(value, feature);
            case OfLong value -> longs(value, feature);
            case OfDouble value -> doubles(value, feature);
            case OfBoolean value -> booleans(value, feature);
        };
    }

    private Lookup texts(OfObject value, String feature) {
        var positions = new HashMap<Object, Integer>();
        categories.forEach(category -> positions.put(category, positions.size()));
        return frame -> {
            var text = value.evaluate(frame);
            if (text == null) {
                return ofNull(feature);
            }
            var position = positions.get(text);
            return position == null ? ofUnknown(text, feature) : position;
        };
    }

    private Lookup longs(OfLong value, String feature) {
        long[] sorted = categories.stream().mapToLong(category -> (Long) category).toArray();
        return frame -> {
            long number = value.evaluate(frame);
            if (frame.isNull) {
                return ofNull(feature);
            }
            int position = Arrays.binarySearch(sorted, number);
            return position < 0 ? ofUnknown(number, feature) : position;
        };
    }

    private Lookup doubles(OfDouble value, String feature) {
        double[] sorted = categories.stream().mapToDouble(category -> (Double) category).toArray();
        return frame -> {
            double number = value.evaluate(frame) + 0.0; // -0 is 0
            if (frame.isNull) {
                return ofNull(feature);
            }
            int position = Arrays.binarySearch(sorted, number);
            return position < 0 ? ofUnknown(number, feature) : position;
        };
    }

    private Lookup booleans(OfBoolean value, String feature) {
        int ofFalse = categories.indexOf(false);
        int ofTrue = categories.indexOf(true);
        return frame -> {
            boolean truth = value.evaluate(frame);
            if (frame.isNull) {
                return ofNull(feature);
            }
            int position = truth ? ofTrue : ofFalse;
            return position < 0 ? ofUnknown(truth, feature) : position;
        };
    }

    private int ofNull(String feature) {
        return switch (nulls) {
            case ERROR -> throw Refusals.missingCategory(feature);
            case IGNORE -> NONE;
            case CATEGORY -> categories.size();
        };
    }

    private int ofUnknown(Object value, String feature) {
        return switch (unknown) {
            case ERROR -> throw Refusals.unknownCategory(feature, value, categories.size());
            case IGNORE -> NONE;
            case CATEGORY -> categories.size() + one(nulls);
        };
    }

    /**
     * Sorted as categories and labels are: false before true, numbers by size, text by code point.
     */
    static List<Object> sorted(Iterable<Object> values) {
        var sorted = new ArrayList<Object>();
        values.forEach(sorted::add);
        sorted.sort(Order::compare);
        return List.copyOf(sorted);
    }
}
