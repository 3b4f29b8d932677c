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
 * <p>The loss of some rows is sum(w l) / rows: the weights scale it and do not cancel out, so that
 * it can be averaged over batches. It is the same for training and for validation, smoothing and
 * weights included.
 *
 * @param classWeights w of a row by its class; empty: all 1
 * @param frozen names of layers whose weights stay, with all layers within them; their moving
 *     averages stay too, and are used
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
