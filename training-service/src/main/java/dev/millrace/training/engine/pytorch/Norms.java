package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.millrace.training.engine.pytorch.Variables.Views;
import java.util.ArrayList;
import java.util.List;

/** Batch and layer normalisation. */
final class Norms {

    private static final float EPSILON = 1e-3f;
    private static final float REPLACE = 0; // momentum of averages that begin with each batch
    private static final int AS_IT_IS = -1; // the second axis has the channels

    private final Views weights;
    private final List<Following> followings = new ArrayList<>();

    /** Statistics of a batch that moving averages are to follow. */
    private record Following(NDArray average, NDArray statistic, double momentum) {}

    Norms(Views weights) {
        this.weights = weights;
    }

    NDArray byRow(String layer, NDArray signal) {
        var size = new Shape(signal.getShape().getLastDimension());
        return signal.getNDArrayInternal()
                .layerNorm(
                        signal,
                        size,
                        weights.of(layer, "scale"),
                        weights.of(layer, "shift"),
                        EPSILON)
                .head();
    }

    NDArray byAverages(String layer, NDArray signal) {
        return normalised(
                layer, signal, weights.of(layer, "mean"), weights.of(layer, "variance"), false);
    }

    NDArray byBatch(String layer, NDArray signal, double momentum) {
        var mean = weights.of(layer, "mean");
        var variance = weights.of(layer, "variance");
        var manager = signal.getManager();
        var batchMean = manager.zeros(mean.getShape());
        var batchVariance = manager.zeros(variance.getShape());
        var result = normalised(layer, signal, batchMean, batchVariance, true);
        long count = signal.getShape().size() / mean.getShape().size();
        followings.add(new Following(mean, batchMean, momentum));
        followings.add(new Following(variance, ofPopulation(batchVariance, count), momentum));
        return result;
    }

    /** Moves the averages; the batch of the last {@link #byBatch} is forgotten. */
    void followBatch() {
        for (var following : followings) {
            following.average().muli(following.momentum());
            following.average().addi(following.statistic().mul(1 - following.momentum()));
        }
        followings.clear();
    }

    /** The library's averages are of the sample's variance, which one number alone has not. */
    private static NDArray ofPopulation(NDArray ofSample, long count) {
        return count == 1 ? ofSample.zerosLike() : ofSample.mul((count - 1) / (double) count);
    }

    private NDArray normalised(
            String layer, NDArray signal, NDArray mean, NDArray variance, boolean training) {
        var places = NativeArrays.byChannel(signal);
        var result =
                places.getNDArrayInternal()
                        .batchNorm(
                                places,
                                mean,
                                variance,
                                weights.of(layer, "scale"),
                                weights.of(layer, "shift"),
                                AS_IT_IS,
                                REPLACE,
                                EPSILON,
                                training)
                        .head();
        return result.reshape(signal.getShape());
    }
}
