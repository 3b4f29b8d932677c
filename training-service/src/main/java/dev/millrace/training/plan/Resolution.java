package dev.millrace.training.plan;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.TrainRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request say all that follows from its data: a preset becomes layers, columns become the
 * features that come from them, embeddings get their vocabularies. What comes out stands in the
 * model version, and can be posted again.
 */
public final class Resolution {

    private static final int SHOWN_FEATURES = 20;

    private final DataFacts data;
    private final Mistakes mistakes = new Mistakes();

    private Resolution(DataFacts data) {
        this.data = data;
    }

    /** The request must be free of mistakes: see {@link PlanCheck}. */
    public static TrainRequest of(TrainRequest request, DataFacts data) {
        var resolution = new Resolution(data);
        var layers =
                request.preset() == null
                        ? requireNonNullElse(request.layers(), List.<Layer>of())
                        : Presets.layers(request.preset(), data);
        var resolved = resolution.layers(layers, "layers", data.features());
        PlanCheck.throwIfAny(resolution.mistakes.found());
        return request.change().preset(null).layers(resolved).build();
    }

    /**
     * @param seen the features, where the first layer's input is features; else null
     */
    private List<Layer> layers(List<Layer> layers, String where, @Nullable List<String> seen) {
        var resolved = new ArrayList<Layer>();
        for (int index = 0; index < layers.size(); index++) {
            var place = "%s[%d]".formatted(where, index);
            resolved.add(layer(layers.get(index), place, index == 0 ? seen : null));
        }
        return resolved;
    }

    private Layer layer(Layer layer, String place, @Nullable List<String> seen) {
        return switch (layer) {
            case Layer.Branches(var branches, var name) ->
                    new Layer.Branches(branches(branches, place, seen), name);
            case Layer.Residual(var inner, var name) ->
                    new Layer.Residual(layers(inner, place + ".layers", seen), name);
            case Layer.Embedding embedding when seen != null -> embedding(embedding, place, seen);
            default -> layer;
        };
    }

    private List<Branch> branches(
            List<Branch> branches, String place, @Nullable List<String> seen) {
        var resolved = new ArrayList<Branch>();
        for (int index = 0; index < branches.size(); index++) {
            var where = "%s.branches[%d]".formatted(place, index);
            var branch = branches.get(index);
            var wanted = branch.features();
            // Where the signal is no longer the features, the shapes will say so.
            var chosen =
                    wanted == null || seen == null ? wanted : exact(wanted, where + ".features");
            var within = layers(branch.layers(), where + ".layers", chosen == null ? seen : chosen);
            resolved.add(new Branch(chosen, within));
        }
        return resolved;
    }

    private List<String> exact(List<String> wanted, String place) {
        var known = new HashSet<>(data.features());
        var names = new ArrayList<String>();
        for (int index = 0; index < wanted.size(); index++) {
            var name = wanted.get(index);
            var field = "%s[%d]".formatted(place, index);
            var found =
                    known.contains(name)
                            ? List.of(name)
                            : data.outputs().getOrDefault(name, List.of());
            mistakes.require(
                    !found.isEmpty(),
                    field,
                    "names %s, which is no feature or column of the data; it has %s"
                            .formatted(name, shown(data.features())));
            for (var one : found) {
                mistakes.require(!names.contains(one), field, "names %s again".formatted(one));
                names.add(one);
            }
        }
        return names;
    }

    private static String shown(List<String> features) {
        var some =
                String.join(", ", features.subList(0, Math.min(SHOWN_FEATURES, features.size())));
        int more = features.size() - SHOWN_FEATURES;
        return more > 0 ? "%s and %d more".formatted(some, more) : some;
    }

    private Layer.Embedding embedding(Layer.Embedding layer, String place, List<String> seen) {
        var vocabulary = layer.vocabulary();
        if (vocabulary == null) {
            return withVocabulary(layer, learned(layer.shared(), place, seen));
        }
        boolean byFeature = !layer.shared() && vocabulary.size() == seen.size();
        for (int index = 0; index < seen.size() && (layer.shared() || byFeature); index++) {
            var ordinal = data.ordinals().get(seen.get(index));
            int table = layer.shared() ? 0 : index;
            mistakes.require(
                    ordinal == null || ordinal.vocabulary() <= vocabulary.get(table),
                    "%s.vocabulary[%d]".formatted(place, table),
                    "is %d, but the numbers of %s go from 0 to %d"
                            .formatted(
                                    vocabulary.get(table),
                                    seen.get(index),
                                    ordinal == null ? 0 : ordinal.vocabulary() - 1));
        }
        return layer;
    }

    private List<Integer> learned(boolean shared, String place, List<String> seen) {
        var sizes = new ArrayList<Integer>();
        for (var name : seen) {
            var ordinal = data.ordinals().get(name);
            if (ordinal != null) {
                sizes.add(ordinal.vocabulary());
            } else {
                mistakes.add(
                        place + ".vocabulary",
                        "is missing, and the feature %s is not from an ordinal operation, which would tell it"
                                .formatted(name));
            }
        }
        return shared && !sizes.isEmpty()
                ? List.of(sizes.stream().mapToInt(Integer::intValue).max().getAsInt())
                : sizes;
    }

    private static Layer.Embedding withVocabulary(Layer.Embedding layer, List<Integer> sizes) {
        return new Layer.Embedding(
                sizes, layer.dimensions(), layer.shared(), layer.l2(), layer.name());
    }
}
