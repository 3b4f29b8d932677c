package dev.millrace.training.baseline;

/**
 * From a row's margins (w x + b, one per unit) to its expected value, its loss and its curvature.
 */
sealed interface Link {

    /** Margins of a row. */
    int units();

    /** Replaces a row's margins by the expected values; answers the row's loss. */
    double expect(double[] margins, int from, float label);

    /** What is expected of a unit if the label is right. */
    double truth(int unit, float label);

    /** Replaces a direction of the margins by the loss's second derivative times it. */
    void curve(double[] expected, double[] direction, int from);

    /** ln(1 + e^m) - y m. */
    record Logistic() implements Link {

        @Override
        public int units() {
            return 1;
        }

        @Override
        public double expect(double[] margins, int from, float label) {
            double margin = margins[from];
            double small = Math.exp(-Math.abs(margin));
            margins[from] = margin >= 0 ? 1 / (1 + small) : small / (1 + small);
            return Math.max(margin, 0) + Math.log1p(small) - label * margin;
        }

        @Override
        public double truth(int unit, float label) {
            return label;
        }

        @Override
        public void curve(double[] expected, double[] direction, int from) {
            direction[from] *= expected[from] * (1 - expected[from]);
        }
    }

    /** ln sum e^m - m of the label's class. */
    record Softmax(int units) implements Link {

        @Override
        public double expect(double[] margins, int from, float label) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int unit = 0; unit < units; unit++) {
                highest = Math.max(highest, margins[from + unit]);
            }
            double right = margins[from + (int) label] - highest;
            double sum = 0;
            for (int unit = 0; unit < units; unit++) {
                margins[from + unit] = Math.exp(margins[from + unit] - highest);
                sum += margins[from + unit];
            }
            for (int unit = 0; unit < units; unit++) {
                margins[from + unit] /= sum;
            }
            return Math.log(sum) - right;
        }

        @Override
        public double truth(int unit, float label) {
            return unit == (int) label ? 1 : 0;
        }

        @Override
        public void curve(double[] expected, double[] direction, int from) {
            double mean = 0;
            for (int unit = 0; unit < units; unit++) {
                mean += expected[from + unit] * direction[from + unit];
            }
            for (int unit = 0; unit < units; unit++) {
                direction[from + unit] = expected[from + unit] * (direction[from + unit] - mean);
            }
        }
    }

    /** (m - y)^2 / 2. */
    record Identity() implements Link {

        @Override
        public int units() {
            return 1;
        }

        @Override
        public double expect(double[] margins, int from, float label) {
            double error = margins[from] - label;
            return error * error / 2;
        }

        @Override
        public double truth(int unit, float label) {
            return label;
        }

        @Override
        public void curve(double[] expected, double[] direction, int from) {}
    }
}
