package dev.millrace.transform;

import java.util.List;

/** What to fit: the features in the order of the output array, and the target. */
public record TransformSpec(List<FeatureSpec> features, TargetSpec target) {

    public TransformSpec {
        features = List.copyOf(features);
    }
}
