package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.TrainRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds every mistake in the network and the options of a request. */
public final class PlanCheck {

    private static final int MOST_UNITS = 16_384;
    private static final int MOST_LAYERS = 100;

    private final List<Mistake> mistakes = new ArrayList<>();

    private PlanCheck() {}

    /** Throws INVALID_NETWORK with all mistakes, if there are any. */
    public static void require(TrainRequest request) {
        var mistakes = mistakesIn(request);
        if (!mistakes.isEmpty()) {
            var first = mistakes.getFirst();
            throw new PlatformException(
                    FailureCode.INVALID_NETWORK,
                    mistakes.size() == 1
                            ? first.field() + " " + first.message()
                            : "The network has %d mistakes; the first: %s %s"
                                    .formatted(mistakes.size(), first.field(), first.message()),
                    mistakes);
        }
    }

    static List<Mistake> mistakesIn(TrainRequest request) {
        var check = new PlanCheck();
        check.layers(request.layers());
        check.optimizer(request.optimizer());
        check.earlyStopping(request.earlyStopping());
        return check.mistakes;
    }

    private void layers(@Nullable List<? extends @Nullable Layer> layers) {
        if (layers == null) {
            return;
        }
        require(layers.size() <= MOST_LAYERS, "layers", "may be at most " + MOST_LAYERS);
        for (int index = 0; index < layers.size(); index++) {
            layer("layers[%d]".formatted(index), layers.get(index));
        }
    }

    private void layer(String field, @Nullable Layer layer) {
        switch (layer) {
            case null -> require(false, field, "must be a layer, such as {\"type\": \"dense\"}");
            case Layer.Dense dense -> dense(field, dense);
            case Layer.Dropout(double rate) ->
                    require(
                            rate >= 0 && rate < 1,
                            field + ".rate",
                            "must be at least 0 and below 1; it is " + rate);
            case Layer.BatchNorm norm -> share(field + ".momentum", norm.momentum());
            case Layer.Activate(@Nullable Activation activation) ->
                    require(activation != null, field + ".activation", "is missing");
            default -> {}
        }
    }

    private void dense(String field, Layer.Dense dense) {
        require(
                dense.units() >= 1 && dense.units() <= MOST_UNITS,
                field + ".units",
                "must be 1 to %d; it is %d".formatted(MOST_UNITS, dense.units()));
        atLeastZero(field + ".l1", dense.l1());
        atLeastZero(field + ".l2", dense.l2());
    }

    private void optimizer(@Nullable Optimizer optimizer) {
        switch (optimizer) {
            case null -> {}
            case Optimizer.Adam adam -> aboveZero("optimizer.learningRate", adam.learningRate());
            case Optimizer.Sgd sgd -> {
                aboveZero("optimizer.learningRate", sgd.learningRate());
                share("optimizer.momentum", sgd.momentum());
            }
            default -> aboveZero("optimizer.learningRate", optimizer.learningRate());
        }
    }

    private void earlyStopping(@Nullable EarlyStopping stopping) {
        if (stopping == null) {
            return;
        }
        var patience = stopping.patience();
        require(
                patience == null || patience >= 1,
                "earlyStopping.patience",
                "must be at least 1 epoch; it is " + patience);
        atLeastZero("earlyStopping.minDelta", stopping.minDelta());
    }

    private void aboveZero(String field, @Nullable Double number) {
        require(
                number == null || (number > 0 && Double.isFinite(number)),
                field,
                "must be above 0; it is " + number);
    }

    private void atLeastZero(String field, @Nullable Double number) {
        require(
                number == null || (number >= 0 && Double.isFinite(number)),
                field,
                "must not be negative; it is " + number);
    }

    private void share(String field, @Nullable Double number) {
        require(
                number == null || (number >= 0 && number < 1),
                field,
                "must be at least 0 and below 1; it is " + number);
    }

    private void require(boolean right, String field, String message) {
        if (!right) {
            mistakes.add(Mistake.in(field, message));
        }
    }
}
