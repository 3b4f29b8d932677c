package dev.millrace.transform;

import dev.millrace.transform.expression.InvalidExpression;
import java.io.Serializable;
import java.util.List;

/**
 * A transform with all that it learned: immutable, and the same wherever it is evaluated.
 *
 * @param inputs raw columns that a prediction needs, in the order of a row's values
 */
public record FittedTransform(
        List<Column> inputs, List<FittedFeature> features, FittedTarget target)
        implements Serializable {

    public FittedTransform {
        inputs = List.copyOf(inputs);
        features = List.copyOf(features);
    }

    /** Reads what {@link #toJson} wrote, to the bit; refuses other versions of the format. */
    public static FittedTransform fromJson(String json) {
        return TransformJson.read(json);
    }

    /** Canonical: equal transforms give equal text. */
    public String toJson() {
        return TransformJson.write(this);
    }

    /** SHA-256 of the canonical JSON, in hexadecimal. */
    public String hash() {
        return TransformJson.hash(toJson());
    }

    /** One name per element of the feature array. */
    public List<String> outputNames() {
        return features.stream().flatMap(feature -> feature.outputNames().stream()).toList();
    }

    public int width() {
        return outputNames().size();
    }

    /** A new evaluator for one thread. */
    public RowTransform compile() {
        try {
            return new RowTransform(inputs, features);
        } catch (InvalidExpression | ClassCastException inconsistent) {
            throw new IllegalStateException(
                    "this fitted transform contradicts itself: " + inconsistent.getMessage(),
                    inconsistent);
        }
    }
}
