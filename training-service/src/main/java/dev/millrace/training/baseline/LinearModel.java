package dev.millrace.training.baseline;

import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Rows;

/**
 * Logistic or linear regression with an L2 penalty of 1 on standardised features: what scikit-learn
 * calls LogisticRegression(C=1) and Ridge(alpha=1) behind a StandardScaler.
 *
 * @param weights of the features as they are, unit by unit
 * @param intercepts one per unit
 */
record LinearModel(Link link, double[][] weights, double[] intercepts) implements BaselineModel {

    static LinearModel fit(Link link, Rows train, Deadline deadline) {
        var features = Standardised.of(train);
        var loss = new PenalisedLoss(features, train.labels(), link);
        var lowest = new Newton(loss, train.count(), deadline).lowest();
        var weights = new double[link.units()][train.width()];
        var intercepts = new double[link.units()];
        for (int unit = 0; unit < link.units(); unit++) {
            int from = unit * (train.width() + 1);
            intercepts[unit] = lowest[from + train.width()];
            for (int feature = 0; feature < train.width(); feature++) {
                double weight = lowest[from + feature] / features.deviations()[feature];
                weights[unit][feature] = weight;
                intercepts[unit] -= weight * features.means()[feature];
            }
        }
        return new LinearModel(link, weights, intercepts);
    }

    @Override
    public String description() {
        var name =
                switch (link) {
                    case Link.Logistic _ -> "logistic";
                    case Link.Softmax _ -> "multinomial logistic";
                    case Link.Identity _ -> "linear";
                };
        return name + " regression, L2 penalty 1 on standardised features";
    }

    @Override
    public double[] outputs(float[] features, int rows) {
        int width = weights[0].length;
        var outputs = new double[rows * link.units()];
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < link.units(); unit++) {
                double sum = intercepts[unit];
                for (int feature = 0; feature < width; feature++) {
                    sum += weights[unit][feature] * features[row * width + feature];
                }
                outputs[row * link.units() + unit] = sum;
            }
            link.expect(outputs, row * link.units(), 0);
        }
        return outputs;
    }
}
