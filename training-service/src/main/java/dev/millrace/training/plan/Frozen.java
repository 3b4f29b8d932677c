package dev.millrace.training.plan;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.training.FineTune;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.WeightShape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Layers whose weights stay as they are. */
public final class Frozen {

    private Frozen() {}

    public static Set<String> layers(@Nullable FineTune fineTune) {
        return fineTune == null || fineTune.freeze() == null
                ? Set.of()
                : new LinkedHashSet<>(fineTune.freeze());
    }

    /** Refuses names that no layer has, and a network in which nothing would be left to learn. */
    static void require(Network network, @Nullable FineTune fineTune) {
        var frozen = layers(fineTune);
        if (frozen.isEmpty()) {
            return;
        }
        var names = new LinkedHashSet<String>();
        network.parts().forEach(part -> part.all().forEach(inner -> names.add(inner.name())));
        network.weights().forEach(weight -> names.add(weight.layer()));
        var mistakes = new ArrayList<Mistake>();
        for (var name : frozen) {
            if (!names.contains(name)) {
                mistakes.add(
                        mistake(
                                "names %s, which is no layer; there are %s"
                                        .formatted(name, names)));
            }
        }
        var all = network.withAllWithin(frozen);
        if (network.weights().stream().map(WeightShape::layer).allMatch(all::contains)) {
            mistakes.add(mistake("leaves nothing to learn: every layer with weights is frozen"));
        }
        PlanCheck.throwIfAny(List.copyOf(mistakes));
    }

    private static Mistake mistake(String message) {
        return Mistake.in("fineTune.freeze", message);
    }
}
