package dev.millrace.contracts.training;

import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTransform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features that a network looks up in tables of embeddings: whole numbers from 0 to below the
 * size of the table. What an ordinal operation makes of a column always is; an array or a number
 * that passes through may be anything.
 */
public final class CategoryLimits {

    private final List<Lookup> lookups = new ArrayList<>();

    /** What is wrong with a column of a row. */
    public record Outside(String column, String message) {}

    private record Input(int index, String name, FittedFeature feature) {

        boolean isWithin(int size) {
            return !feature.operations().isEmpty()
                    && feature.operations().getLast() instanceof FittedOperation.Ordinal ordinal
                    && ordinal.vocabulary() <= size;
        }
    }

    private record Lookup(Input input, int size) {

        boolean has(float value) {
            return value >= 0 && value < size && value == Math.rint(value);
        }

        Outside outside(float value) {
            var column = input.feature.column();
            return new Outside(
                    column == null ? input.feature.name() : column,
                    "%s is %s; the model has embeddings of the whole numbers 0 to %d there"
                            .formatted(input.name, shown(value), size - 1));
        }

        private static String shown(float value) {
            return value == (long) value ? Long.toString((long) value) : Float.toString(value);
        }
    }

    private CategoryLimits() {}

    /**
     * @param layers with nothing left open, as a {@link ModelVersion} has them
     */
    public static CategoryLimits of(@Nullable List<Layer> layers, FittedTransform transform) {
        var inputs = new ArrayList<Input>();
        for (var feature : transform.features()) {
            for (var name : feature.outputNames()) {
                inputs.add(new Input(inputs.size(), name, feature));
            }
        }
        var limits = new CategoryLimits();
        limits.find(layers == null ? List.of() : layers, inputs);
        return limits;
    }

    /** Whether no row can be wrong. */
    public boolean isEmpty() {
        return lookups.isEmpty();
    }

    /**
     * All that is wrong with a row.
     *
     * @param features of which the row's begin at {@code offset}
     */
    public List<Outside> outside(float[] features, int offset) {
        var found = new ArrayList<Outside>();
        for (var lookup : lookups) {
            float value = features[offset + lookup.input.index];
            if (!lookup.has(value)) {
                found.add(lookup.outside(value));
            }
        }
        return found;
    }

    /** Follows the features to embeddings, as long as layers only put them in another order. */
    private void find(List<Layer> layers, List<Input> seen) {
        for (var layer : layers) {
            switch (layer) {
                case Layer.Reshape _, Layer.Flatten _ -> {}
                case Layer.Embedding embedding -> {
                    add(embedding, seen);
                    return;
                }
                case Layer.Residual residual -> {
                    find(residual.layers(), seen);
                    return;
                }
                case Layer.Branches branches -> {
                    branches.branches()
                            .forEach(branch -> find(branch.layers(), chosen(branch, seen)));
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private static List<Input> chosen(Layer.Branch branch, List<Input> seen) {
        var names = branch.features();
        return names == null
                ? seen
                : names.stream()
                        .flatMap(name -> seen.stream().filter(input -> input.name.equals(name)))
                        .toList();
    }

    private void add(Layer.Embedding embedding, List<Input> seen) {
        var sizes = embedding.vocabulary();
        for (int place = 0; sizes != null && place < seen.size(); place++) {
            int size = sizes.get(embedding.shared() ? 0 : place);
            if (!seen.get(place).isWithin(size)) {
                lookups.add(new Lookup(seen.get(place), size));
            }
        }
    }
}
