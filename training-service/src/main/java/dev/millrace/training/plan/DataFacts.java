package dev.millrace.training.plan;

import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan must know about the features of prepared data.
 *
 * @param features one name per element of a feature vector
 * @param outputs those names by the feature's name, and by the column that it comes from
 * @param ordinals features that are category numbers, by their name
 * @param rows of the training part
 */
public record DataFacts(
        List<String> features,
        Map<String, List<String>> outputs,
        Map<String, FittedOperation.Ordinal> ordinals,
        long rows) {

    public DataFacts {
        features = List.copyOf(features);
        outputs = Map.copyOf(outputs);
        ordinals = Map.copyOf(ordinals);
    }

    public static DataFacts of(FittedTransform transform, long trainRows) {
        var outputs = new LinkedHashMap<String, List<String>>();
        var ordinals = new LinkedHashMap<String, FittedOperation.Ordinal>();
        for (var feature : transform.features()) {
            add(outputs, feature.name(), feature.outputNames());
            if (feature.column() != null && !feature.column().equals(feature.name())) {
                add(outputs, feature.column(), feature.outputNames());
            }
            if (last(feature) instanceof FittedOperation.Ordinal ordinal) {
                ordinals.put(feature.name(), ordinal);
            }
        }
        return new DataFacts(transform.outputNames(), outputs, ordinals, trainRows);
    }

    private static void add(Map<String, List<String>> outputs, String name, List<String> more) {
        outputs.computeIfAbsent(name, unseen -> new ArrayList<>()).addAll(more);
    }

    private static @Nullable FittedOperation last(FittedFeature feature) {
        return feature.operations().isEmpty() ? null : feature.operations().getLast();
    }

    int width() {
        return features.size();
    }

    /** Features that are category numbers, in their order. */
    List<String> categorical() {
        return features.stream().filter(ordinals::containsKey).toList();
    }

    /** All other features, in their order. */
    List<String> numeric() {
        return features.stream().filter(name -> !ordinals.containsKey(name)).toList();
    }

    /** What is different about the features of other data, if anything, in words. */
    public Optional<String> differenceTo(DataFacts other) {
        int common = Math.min(width(), other.width());
        for (int index = 0; index < common; index++) {
            var ours = features.get(index);
            var theirs = other.features.get(index);
            if (!ours.equals(theirs)) {
                return Optional.of(
                        "feature %d is %s there and %s here".formatted(index + 1, ours, theirs));
            }
            if (!Objects.equals(ordinals.get(ours), other.ordinals.get(theirs))) {
                return Optional.of("%s has other categories there".formatted(ours));
            }
        }
        return width() == other.width()
                ? Optional.empty()
                : Optional.of(
                        "there are %d features there and %d here"
                                .formatted(width(), other.width()));
    }
}
