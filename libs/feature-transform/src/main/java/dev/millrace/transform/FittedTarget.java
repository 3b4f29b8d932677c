package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.expression.Order;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target with what was learned about it.
 *
 * @param type of the raw column; null where there is no target
 * @param labels the classes in the order of their index: false before true, numbers by size, text
 *     by code point; empty for regression and where there is no target
 * @param offset for regression: the network sees {@code (value - offset) / divisor}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FittedTarget(
        TargetSpec spec,
        @Nullable ColumnType type,
        List<Object> labels,
        double offset,
        double divisor)
        implements Serializable {

    /** Of two classes the more probable one is answered, unless another threshold is asked for. */
    public static final double THRESHOLD = 0.5;

    public FittedTarget {
        labels = List.copyOf(labels);
    }

    public Kind kind() {
        return spec.kind();
    }

    /** The labels as text, by class index; empty where there are no classes. */
    public List<String> classes() {
        return labels.stream().map(Object::toString).toList();
    }

    /**
     * The class index, or the scaled number; 0 where there is no target. Throws {@link RowRefused}
     * for null or an unknown label.
     */
    public double encode(@Nullable Object value) {
        var column = spec.column();
        if (column == null || type == null) {
            return 0;
        }
        if (value == null) {
            throw missing(column);
        }
        if (value.getClass() != type.valueClass()) {
            throw Refusals.wrongClass(new Column(column, type), value);
        }
        return kind() == Kind.REGRESSION ? scaled(column, (Number) value) : indexOf(column, value);
    }

    static RowRefused missing(String column) {
        return new RowRefused(
                column,
                "%s, the target, has no value; filter such rows in the recipe".formatted(column));
    }

    private double scaled(String column, Number value) {
        double scaled = (value.doubleValue() - offset) / divisor;
        if (!Double.isFinite(scaled)) {
            throw Refusals.notFinite(column, value.doubleValue());
        }
        return scaled;
    }

    private int indexOf(String column, Object value) {
        int index = Collections.binarySearch(labels, value, Order::compare);
        if (index < 0) {
            throw new RowRefused(
                    column,
                    "%s has the label \"%s\", which the training part does not have: %s"
                            .formatted(column, Refusals.shown(value), classes()));
        }
        return index;
    }

    /** The label as it is in the data: a Long, a Boolean, a String or a Double. */
    public Object label(int classIndex) {
        return labels.get(classIndex);
    }

    /** The number that the network's output stands for; the inverse of the scale. */
    public double unscale(double networkOutput) {
        return networkOutput * divisor + offset;
    }

    /**
     * What the network's output says: a label, or a number.
     *
     * @param output binary: the probability of the second class; multiclass: one probability per
     *     class, the first of the largest wins; regression: the scaled number; no target: the
     *     anomaly score
     */
    public Object predict(double[] output) {
        return predict(output, THRESHOLD);
    }

    /**
     * The same with another threshold.
     *
     * @param threshold the probability from which on the second of two classes is answered
     */
    public Object predict(double[] output, double threshold) {
        return switch (kind()) {
            case BINARY -> label(output[0] >= threshold ? 1 : 0);
            case MULTICLASS -> label(largest(output));
            case REGRESSION -> unscale(output[0]);
            case NONE -> output[0];
        };
    }

    /** By class, in the order of their index; null where there are no classes. */
    public @Nullable Map<String, Double> probabilities(double[] output) {
        var probabilities = new LinkedHashMap<String, Double>();
        switch (kind()) {
            case BINARY -> {
                probabilities.put(classes().get(0), 1 - output[0]);
                probabilities.put(classes().get(1), output[0]);
            }
            case MULTICLASS -> {
                for (int i = 0; i < labels.size(); i++) {
                    probabilities.put(labels.get(i).toString(), output[i]);
                }
            }
            case REGRESSION, NONE -> {
                return null;
            }
        }
        return probabilities;
    }

    private static int largest(double[] output) {
        int largest = 0;
        for (int i = 1; i < output.length; i++) {
            largest = output[i] > output[largest] ? i : largest;
        }
        return largest;
    }
}
