package dev.millrace.training.plan;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.fit.FitPlan;
import java.util.List;

/** What a request means for the data that it names. */
public record TrainingPlan(
        Network network, Objective objective, FitPlan fit, Randomness randomness) {

    /**
     * The request must be resolved: see {@link Resolution}.
     *
     * @param classRows rows of the training part by class index; empty where there are no classes
     */
    public static TrainingPlan of(TrainRequest request, PreparedData data, List<Long> classRows) {
        var network = network(request, data);
        var classes = requireNonNullElse(data.classes(), List.<String>of());
        var objective =
                new Objective(
                        request.loss() == null ? usualLoss(network.output()) : request.loss(),
                        ClassBalance.weights(request.classWeights(), classes, classRows),
                        request.optimizer(),
                        request.clip(),
                        Frozen.layers(request.fineTune()));
        return new TrainingPlan(
                network, objective, FitPlan.of(request), new Randomness(request.seed()));
    }

    /** The network alone; throws INVALID_NETWORK for the first layer that does not fit. */
    public static Network network(TrainRequest request, PreparedData data) {
        var layers = requireNonNullElse(request.layers(), List.<Layer>of());
        var network = new Network(data.featureNames(), layers, output(data));
        Frozen.require(network, request.fineTune());
        return network;
    }

    private static Loss usualLoss(Output output) {
        return switch (output) {
            case Output.Binary _, Output.Multiclass _ -> new Loss.CrossEntropy(null);
            case Output.Regression _, Output.Reconstruction _ -> new Loss.SquaredError();
        };
    }

    private static Output output(PreparedData data) {
        return switch (data.target().kind()) {
            case BINARY -> new Output.Binary();
            case MULTICLASS ->
                    new Output.Multiclass(
                            requireNonNullElse(data.classes(), List.<String>of()).size());
            case REGRESSION -> new Output.Regression();
            case NONE -> new Output.Reconstruction(data.featureNames().size());
        };
    }
}
