package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Optimizer;

/** The formulas of {@link Optimizer}, for one number of a weight. */
final class ReferenceOptimizer {

    private final Optimizer optimizer;
    private final boolean isKernel;
    private double mean;
    private double square;
    private int steps;

    ReferenceOptimizer(Optimizer optimizer, boolean isKernel) {
        this.optimizer = optimizer;
        this.isKernel = isKernel;
        square = optimizer instanceof Optimizer.Adagrad ? 0.1 : 0;
    }

    double follow(double weight, double gradient, double rate) {
        steps++;
        return switch (optimizer) {
            case Optimizer.Adam _ -> weight - adam(gradient, rate);
            case Optimizer.AdamW(_, var decay) -> {
                double decayed = isKernel ? weight * (1 - rate * decay) : weight;
                yield decayed - adam(gradient, rate);
            }
            case Optimizer.Sgd(_, var momentum) -> {
                mean = momentum * mean + gradient;
                yield weight - rate * mean;
            }
            case Optimizer.RmsProp(_, var rho) -> {
                square = rho * square + (1 - rho) * gradient * gradient;
                yield weight - rate * gradient / Math.sqrt(square + 1e-7);
            }
            case Optimizer.Adagrad _ -> {
                square += gradient * gradient;
                yield weight - rate * gradient / (Math.sqrt(square) + 1e-7);
            }
        };
    }

    private double adam(double gradient, double rate) {
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.999 * square + 0.001 * gradient * gradient;
        double step = rate * Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
        return step * mean / (Math.sqrt(square) + 1e-7);
    }
}
