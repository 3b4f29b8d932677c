package dev.millrace.training.baseline;

/**
 * Sum of the rows' losses plus half the sum of the squared weights: a convex function of the
 * parameters, which are, unit by unit, one weight per feature and the intercept. Intercepts go
 * without a penalty.
 */
final class PenalisedLoss {

    private final Standardised features;
    private final float[] labels;
    private final Link link;
    private final double[] expected;
    private final double[] direction;

    PenalisedLoss(Standardised features, float[] labels, Link link) {
        this.features = features;
        this.labels = labels;
        this.link = link;
        expected = new double[labels.length * link.units()];
        direction = new double[expected.length];
    }

    int parameters() {
        return link.units() * (features.width() + 1);
    }

    /** The function's value; {@link #gradient} and {@link #curvature} are then of this place. */
    double at(double[] parameters) {
        margins(parameters, expected);
        double loss = penalty(parameters);
        for (int row = 0; row < labels.length; row++) {
            loss += link.expect(expected, row * link.units(), labels[row]);
        }
        return loss;
    }

    double[] gradient(double[] parameters) {
        for (int row = 0; row < labels.length; row++) {
            for (int unit = 0; unit < link.units(); unit++) {
                int index = row * link.units() + unit;
                direction[index] = expected[index] - link.truth(unit, labels[row]);
            }
        }
        return gathered(direction, parameters);
    }

    /** The second derivative times a direction. */
    double[] curvature(double[] of) {
        margins(of, direction);
        for (int row = 0; row < labels.length; row++) {
            link.curve(expected, direction, row * link.units());
        }
        return gathered(direction, of);
    }

    private double penalty(double[] parameters) {
        double sum = 0;
        for (int index = 0; index < parameters.length; index++) {
            if (!isIntercept(index)) {
                sum += parameters[index] * parameters[index] / 2;
            }
        }
        return sum;
    }

    private boolean isIntercept(int parameter) {
        return parameter % (features.width() + 1) == features.width();
    }

    private void margins(double[] parameters, double[] into) {
        int width = features.width();
        int units = link.units();
        double[] values = features.values();
        for (int row = 0; row < labels.length; row++) {
            for (int unit = 0; unit < units; unit++) {
                int from = unit * (width + 1);
                double sum = parameters[from + width];
                for (int feature = 0; feature < width; feature++) {
                    sum += values[row * width + feature] * parameters[from + feature];
                }
                into[row * units + unit] = sum;
            }
        }
    }

    /** Features times what each row says, plus the penalty's share. */
    private double[] gathered(double[] rowwise, double[] parameters) {
        int width = features.width();
        int units = link.units();
        double[] values = features.values();
        var sums = new double[parameters.length];
        for (int row = 0; row < labels.length; row++) {
            for (int unit = 0; unit < units; unit++) {
                double factor = rowwise[row * units + unit];
                int from = unit * (width + 1);
                for (int feature = 0; feature < width; feature++) {
                    sums[from + feature] += factor * values[row * width + feature];
                }
                sums[from + width] += factor;
            }
        }
        for (int index = 0; index < sums.length; index++) {
            sums[index] += isIntercept(index) ? 0 : parameters[index];
        }
        return sums;
    }
}
