package dev.millrace.training.data;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.transform.TargetSpec.Kind;

/**
 * What every row of prepared data must look like.
 *
 * @param width number of features
 * @param classes how many there are; 0 if the label is a number or missing
 * @param isLabelled whether there is a target at all
 */
public record RowLayout(int width, int classes, boolean isLabelled) {

    public static RowLayout of(PreparedData data) {
        var classes = data.classes();
        return new RowLayout(
                data.featureNames().size(),
                classes == null ? 0 : classes.size(),
                data.target().kind() != Kind.NONE);
    }
}
