package dev.millrace.training.pretrained;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.plan.DataFacts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A version from which another training may start.
 *
 * @param version such as {@code digits@3}
 * @param key of its weights in the object store
 */
public record Parent(String version, String key, Network network, DataFacts facts) {

    /**
     * What a network takes over: the layers whose weights have the same names and shapes here.
     * Refused if there are none, if a frozen layer is not among them, or if one of them would see
     * other features than it has learned.
     */
    public Pretrained startOf(Network child, DataFacts childFacts, Set<String> frozen) {
        var layers = sharedWith(child);
        if (layers.isEmpty()) {
            throw refused(
                    "fineTune.from",
                    "%s has no layer of the same name and shape; it has %s, this network %s"
                            .formatted(version, shown(network), shown(child)));
        }
        requireLearned(child, frozen, layers);
        requireSameFeatures(child, childFacts, layers);
        return new Pretrained(version, key, List.copyOf(layers));
    }

    private Set<String> sharedWith(Network child) {
        var theirs = byLayer(network);
        var shared = new LinkedHashSet<String>();
        byLayer(child)
                .forEach((layer, shapes) -> {
                    if (shapes.equals(theirs.get(layer))) {
                        shared.add(layer);
                    }
                });
        return shared;
    }

    private static Map<String, List<String>> byLayer(Network network) {
        return network.weights().stream()
                .collect(
                        groupingBy(
                                WeightShape::layer,
                                LinkedHashMap::new,
                                mapping(Parent::shown, toList())));
    }

    private static String shown(WeightShape shape) {
        return shape.name() + " " + shape.dimensions();
    }

    private static List<String> shown(Network network) {
        return network.weights().stream().map(Parent::shown).toList();
    }

    private void requireLearned(Network child, Set<String> frozen, Set<String> taken) {
        var withWeights = byLayer(child).keySet();
        for (var layer : child.withAllWithin(frozen)) {
            if (withWeights.contains(layer) && !taken.contains(layer)) {
                throw refused(
                        "fineTune.freeze",
                        "freezes %s at random weights, since %s has no layer of that name and shape"
                                .formatted(layer, version));
            }
        }
    }

    private void requireSameFeatures(Network child, DataFacts childFacts, Set<String> taken) {
        var difference = facts.differenceTo(childFacts);
        if (difference.isEmpty()) {
            return;
        }
        var seeing = new LinkedHashSet<>(FirstLayers.of(child));
        seeing.retainAll(taken);
        if (!seeing.isEmpty()) {
            throw refused(
                    "fineTune.from",
                    """
                    %s learned from other features: %s. The layers %s see them; prepare the data with the same recipe, \
                    or give these layers other names, so that they start anew\
                    """
                            .formatted(version, difference.get(), seeing));
        }
    }

    private static PlatformException refused(String field, String message) {
        return new PlatformException(
                FailureCode.INVALID_NETWORK,
                field + " " + message,
                List.of(Mistake.in(field, message)));
    }
}
