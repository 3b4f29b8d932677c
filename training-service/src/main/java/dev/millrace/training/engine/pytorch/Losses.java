package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.contracts.training.Loss;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;

/**
 * The output layer's activation and the mean loss over the rows of a batch. What depends on labels
 * only is computed here, what depends on weights by the library.
 */
final class Losses {

    /** Keeps powers of it differentiable; a row as certain as this has no loss to speak of. */
    private static final double LEAST_DOUBT = 1e-7;

    private final Output output;
    private final Objective objective;

    Losses(Output output, Objective objective) {
        this.output = output;
        this.objective = objective;
    }

    NDArray mean(NDArray logits, NDArray features, float[] labels) {
        var manager = logits.getManager();
        return switch (output) {
            case Output.Binary _ ->
                    weighted(binary(logits.reshape(-1), manager, labels), labels).mean();
            case Output.Multiclass(int classes) ->
                    weighted(categorical(logits, manager, labels, classes), labels).mean();
            case Output.Regression _ ->
                    ofErrors(manager.create(labels).sub(logits.reshape(-1))).mean();
            case Output.Reconstruction _ -> ofErrors(features.sub(logits)).mean();
        };
    }

    /** Outputs as a prediction has them, row by row. */
    NDArray outputs(NDArray logits, NDArray features) {
        return switch (output) {
            case Output.Binary _ -> logits.getNDArrayInternal().sigmoid();
            case Output.Multiclass _ -> logits.softmax(-1);
            case Output.Regression _ -> logits;
            case Output.Reconstruction _ -> features.sub(logits).square().mean(new int[] {1});
        };
    }

    private NDArray binary(NDArray logit, NDManager manager, float[] labels) {
        return switch (objective.loss()) {
            case Loss.CrossEntropy loss -> {
                var wanted = manager.create(smoothed(labels, loss.labelSmoothing()));
                yield softplus(logit).sub(logit.mul(wanted));
            }
            case Loss.Focal loss -> {
                var against = logit.mul(manager.create(signs(labels)));
                var doubt = against.getNDArrayInternal().sigmoid();
                yield softplus(against).mul(doubted(doubt, loss.gamma()));
            }
            default -> throw notForClasses();
        };
    }

    private NDArray categorical(NDArray logits, NDManager manager, float[] labels, int classes) {
        var logarithms = logits.logSoftmax(-1);
        var indices = manager.create(indices(labels), new Shape(labels.length, 1));
        var loss = logarithms.gather(indices, 1).reshape(-1).neg();
        return switch (objective.loss()) {
            case Loss.CrossEntropy(Double smoothing) ->
                    smoothing == 0
                            ? loss
                            : loss.mul(1 - smoothing)
                                    .sub(logarithms.sum(new int[] {1}).mul(smoothing / classes));
            case Loss.Focal focal -> {
                var doubt = loss.neg().exp().neg().add(1);
                yield loss.mul(doubted(doubt, focal.gamma()));
            }
            default -> throw notForClasses();
        };
    }

    private NDArray ofErrors(NDArray errors) {
        return switch (objective.loss()) {
            case Loss.SquaredError _ -> errors.square();
            case Loss.AbsoluteError _ -> errors.abs();
            case Loss.Huber(Double delta) -> {
                var size = errors.abs();
                var small = size.minimum(delta);
                yield small.square().mul(0.5).add(size.sub(small).mul(delta));
            }
            // The same as level e or (level - 1) e, with level for the slope at 0.
            case Loss.Quantile(double level) ->
                    errors.mul(level).add(errors.neg().getNDArrayInternal().relu());
            case Loss.CrossEntropy _, Loss.Focal _ ->
                    throw new IllegalArgumentException(
                            objective.loss() + " compares classes, not numbers");
        };
    }

    private NDArray weighted(NDArray losses, float[] labels) {
        var weights = objective.classWeights();
        if (weights.isEmpty()) {
            return losses;
        }
        var factors = new float[labels.length];
        for (int row = 0; row < factors.length; row++) {
            factors[row] = weights.get((int) labels[row]).floatValue();
        }
        return losses.mul(losses.getManager().create(factors));
    }

    private static NDArray doubted(NDArray doubt, double gamma) {
        return doubt.maximum(LEAST_DOUBT).pow(gamma);
    }

    private static NDArray softplus(NDArray numbers) {
        return numbers.getNDArrayInternal().softPlus();
    }

    private static float[] smoothed(float[] labels, double smoothing) {
        var wanted = new float[labels.length];
        for (int row = 0; row < wanted.length; row++) {
            wanted[row] = (float) (labels[row] * (1 - smoothing) + smoothing / 2);
        }
        return wanted;
    }

    /** 1 for class 0, -1 for class 1: the logit times it speaks against the true class. */
    private static float[] signs(float[] labels) {
        var signs = new float[labels.length];
        for (int row = 0; row < signs.length; row++) {
            signs[row] = 1 - 2 * labels[row];
        }
        return signs;
    }

    private static long[] indices(float[] labels) {
        var indices = new long[labels.length];
        for (int row = 0; row < indices.length; row++) {
            indices[row] = (long) labels[row];
        }
        return indices;
    }

    private IllegalArgumentException notForClasses() {
        return new IllegalArgumentException(objective.loss() + " compares numbers, not classes");
    }
}
