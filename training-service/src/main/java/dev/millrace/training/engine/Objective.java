package dev.millrace.training.engine;

import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a network is trained for, and how.
 *
 * @param classWeights factor of a row's loss by its class; empty: all 1
 * @param frozen names of layers whose weights stay; moving averages of theirs too
 */
public record Objective(
        Loss loss,
        List<Double> classWeights,
        Optimizer optimizer,
        @Nullable Clip clip,
        Set<String> frozen) {

    public Objective {
        classWeights = List.copyOf(classWeights);
        frozen = Set.copyOf(frozen);
    }

    public static Objective of(Loss loss, Optimizer optimizer) {
        return new Objective(loss, List.of(), optimizer, null, Set.of());
    }
}
