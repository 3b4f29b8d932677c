package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import java.util.ArrayList;
import java.util.List;

/** A small network for every loss and every output that it fits, with and without class weights. */
public final class LossSpecimens {

    private LossSpecimens() {}

    public static List<Specimen> all() {
        var specimens = new ArrayList<Specimen>();
        for (var loss : lossesForClasses()) {
            for (var output : List.of(new Output.Binary(), new Output.Multiclass(3))) {
                specimens.add(minimising(output, loss, List.of()));
                specimens.add(minimising(output, loss, List.of(0.5, 2.0, 3.0)));
            }
        }
        for (var loss : lossesForNumbers()) {
            specimens.add(minimising(new Output.Regression(), loss, List.of()));
            specimens.add(minimising(new Output.Reconstruction(3), loss, List.of()));
        }
        return specimens;
    }

    private static List<Loss> lossesForClasses() {
        return List.of(
                new Loss.CrossEntropy(null),
                new Loss.CrossEntropy(0.2),
                new Loss.Focal(null),
                new Loss.Focal(0.5));
    }

    private static List<Loss> lossesForNumbers() {
        return List.of(
                new Loss.SquaredError(),
                new Loss.AbsoluteError(),
                new Loss.Huber(0.7),
                new Loss.Quantile(0.2));
    }

    private static Specimen minimising(Output output, Loss loss, List<Double> classWeights) {
        var weights = output instanceof Output.Binary ? shortened(classWeights) : classWeights;
        return Specimen.of(
                        "%s of %s %s".formatted(loss, output, weights),
                        3,
                        Layer.Dense.of(4, Activation.TANH))
                .with(output, loss, weights);
    }

    private static List<Double> shortened(List<Double> weights) {
        return weights.subList(0, Math.min(2, weights.size()));
    }
}
