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
import java.util.Set;

/** What a request means for the data that it names. */
public record TrainingPlan(
        Network network, Objective objective, FitPlan fit, Randomness randomness) {

    /** The request must be free of mistakes: see {@link PlanCheck}. */
    public static TrainingPlan of(TrainRequest request, PreparedData data) {
        var layers = requireNonNullElse(request.layers(), List.<Layer>of());
        var network = network(request, data);
        return new TrainingPlan(
                network,
                objective(request, network.output()),
                FitPlan.of(request),
                new Randomness(request.seed()));
    }

    private static Network network(TrainRequest request, PreparedData data) {
        var layers = requireNonNullElse(request.layers(), List.<Layer>of());
        return new Network(data.featureNames(), layers, output(data));
    }

    private static Objective objective(TrainRequest request, Output output) {
        var loss = request.loss() == null ? usualLoss(output) : request.loss();
        return new Objective(loss, List.of(), request.optimizer(), request.clip(), Set.of());
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
