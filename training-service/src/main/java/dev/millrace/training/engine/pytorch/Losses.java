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

    /** Far below any logarithm of a probability, and far from overflow. */
    private static final float NOTHING = -1e9f;

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
                yield focal(softplus(against), softplus(against.neg()).neg(), loss.gamma());
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
                var others = logarithms.add(manager.create(onlyTrue(labels, classes)));
                yield focal(loss, logOfSum(others), focal.gamma());
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

    /**
     * (1 - p)^gamma (-ln p), the power by its logarithm, so that no probability is ever too close
     * to 1.
     *
     * @param others ln(1 - p)
     */
    private static NDArray focal(NDArray surprise, NDArray others, double gamma) {
        return others.mul(gamma).exp().mul(surprise);
    }

    /** By row. */
    private static NDArray logOfSum(NDArray logarithms) {
        var most = logarithms.max(new int[] {1}, true).stopGradient();
        var sum = logarithms.sub(most).exp().sum(new int[] {1}, true).log();
        return sum.add(most).reshape(-1);
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

    /** What takes the true class out of a sum of exponentials. */
    private static float[][] onlyTrue(float[] labels, int classes) {
        var taken = new float[labels.length][classes];
        for (int row = 0; row < labels.length; row++) {
            taken[row][(int) labels[row]] = NOTHING;
        }
        return taken;
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
