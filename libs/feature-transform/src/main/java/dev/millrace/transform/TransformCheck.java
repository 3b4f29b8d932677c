package dev.millrace.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds every mistake of a specification, so that all of them can be mended at once. */
public final class TransformCheck {

    private TransformCheck() {}

    /** Every mistake against the raw columns that the rows will have; empty if it can be fitted. */
    public static List<SpecMistake> check(TransformSpec spec, List<Column> schema) {
        return examine(spec, schema).mistakes();
    }

    /** What can be said before there is data: syntax, functions, parameters, names. */
    public static List<SpecMistake> checkForm(TransformSpec spec) {
        return examine(spec, null).mistakes();
    }

    /** The features one by one, as far as they can be understood. */
    static Plan examine(TransformSpec spec, @Nullable List<Column> schema) {
        var mistakes = new ArrayList<SpecMistake>();
        var target = TargetCheck.check(spec.target(), schema, mistakes);
        var features = new ArrayList<PlannedFeature>();
        if (spec.features().isEmpty()) {
            mistakes.add(new SpecMistake("features", "at least one feature is needed"));
        }
        for (int i = 0; i < spec.features().size(); i++) {
            var check = new FeatureCheck("features[" + i + "]", schema, target, mistakes);
            features.addAll(check.plan(spec.features().get(i)));
        }
        refuseDuplicates(features, mistakes);
        return new Plan(features, target, List.copyOf(mistakes));
    }

    private static void refuseDuplicates(
            List<PlannedFeature> features, List<SpecMistake> mistakes) {
        var names = new HashSet<String>();
        for (var feature : features) {
            if (!names.add(feature.name())) {
                mistakes.add(
                        new SpecMistake(
                                "features",
                                "two features are called \"%s\"; give one an expression and a name of its own"
                                        .formatted(feature.name())));
            }
        }
    }

    /**
     * @param target the raw column; null where there is none, or none that is known
     */
    record Plan(
            List<PlannedFeature> features, @Nullable Column target, List<SpecMistake> mistakes) {}
}
