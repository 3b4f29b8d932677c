package dev.millrace.training.plan;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Network.Descent;
import dev.millrace.training.engine.Network.Hidden;
import dev.millrace.training.engine.Network.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.fit.FitPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with every default filled in, for the data that it names. */
public record TrainingPlan(Network network, FitPlan fit, Randomness randomness) {

    private static final int EPOCHS = 200;
    private static final int BATCH_SIZE = 32;
    private static final int PATIENCE = 20;
    private static final long SEED = 42;
    private static final double ADAM_RATE = 0.001;
    private static final double SGD_RATE = 0.01;
    private static final double NORM_MOMENTUM = 0.99;

    /** The request must be free of mistakes: see {@link PlanCheck}. */
    public static TrainingPlan of(TrainRequest request, PreparedData data) {
        return new TrainingPlan(
                network(request, data),
                fit(request),
                new Randomness(requireNonNullElse(request.seed(), SEED)));
    }

    /** At most this many. */
    public static int epochs(TrainRequest request) {
        return requireNonNullElse(request.epochs(), EPOCHS);
    }

    private static Network network(TrainRequest request, PreparedData data) {
        var hidden =
                requireNonNullElse(request.layers(), List.<Layer>of()).stream()
                        .map(TrainingPlan::hidden)
                        .toList();
        return new Network(
                data.featureNames().size(), hidden, output(data), descent(request.optimizer()));
    }

    private static Hidden hidden(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense ->
                    new Hidden.Dense(
                            dense.units(),
                            requireNonNullElse(dense.activation(), Layer.Activation.RELU),
                            requireNonNullElse(dense.l1(), 0.0),
                            requireNonNullElse(dense.l2(), 0.0));
            case Layer.Dropout dropout -> new Hidden.Dropout(dropout.rate());
            case Layer.BatchNorm norm ->
                    new Hidden.BatchNorm(requireNonNullElse(norm.momentum(), NORM_MOMENTUM));
            case Layer.Activate activate -> new Hidden.Activate(activate.activation());
        };
    }

    private static Output output(PreparedData data) {
        return switch (data.target().kind()) {
            case BINARY -> new Output.Binary();
            case MULTICLASS ->
                    new Output.Multiclass(
                            requireNonNullElse(data.classes(), List.<String>of()).size());
            case REGRESSION -> new Output.Regression();
            case NONE ->
                    throw new PlatformException(
                            FailureCode.UNTRAINABLE_DATA,
                            "The prepared data has no target, and no engine reconstructs features yet.");
        };
    }

    private static Descent descent(@Nullable Optimizer optimizer) {
        return switch (requireNonNullElse(optimizer, new Optimizer.Adam(null))) {
            case Optimizer.Adam adam ->
                    new Descent.Adam(requireNonNullElse(adam.learningRate(), ADAM_RATE));
            case Optimizer.Sgd sgd ->
                    new Descent.Sgd(
                            requireNonNullElse(sgd.learningRate(), SGD_RATE),
                            requireNonNullElse(sgd.momentum(), 0.0));
        };
    }

    private static FitPlan fit(TrainRequest request) {
        var stopping = requireNonNullElse(request.earlyStopping(), new EarlyStopping(null, null));
        return new FitPlan(
                epochs(request),
                requireNonNullElse(request.batchSize(), BATCH_SIZE),
                requireNonNullElse(stopping.patience(), PATIENCE),
                requireNonNullElse(stopping.minDelta(), 0.0));
    }
}
