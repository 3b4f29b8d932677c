package dev.millrace.transform;

import java.io.Serializable;
import java.util.List;

/** What to fit: the features in the order of the output array, and the target. */
public record TransformSpec(List<FeatureSpec> features, TargetSpec target) implements Serializable {

    public TransformSpec {
        features = features == null ? List.of() : List.copyOf(features);
    }
}
