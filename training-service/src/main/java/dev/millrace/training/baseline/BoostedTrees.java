package dev.millrace.training.baseline;

import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost's trees (Chen and Guestrin 2016), as many as do best on the validation part. Must be
 * closed.
 */
final class BoostedTrees implements BaselineModel {

    private static final int MOST_ROUNDS = 300;
    private static final int PATIENCE = 20;
    private static final int DEPTH = 4;
    private static final double LEARNING_RATE = 0.1;

    private final Booster booster;
    private final int trees;

    private BoostedTrees(Booster booster, int trees) {
        this.booster = booster;
        this.trees = trees;
    }

    /**
     * @param threads part of what makes a fit reproducible
     */
    static BoostedTrees fit(
            FittedTarget target,
            Rows train,
            Rows validation,
            long seed,
            int threads,
            Deadline deadline)
            throws XGBoostError {
        try (var rows = new Matrix(train);
                var watched = new Matrix(validation)) {
            var booster =
                    XGBoost.train(
                            rows.matrix,
                            settings(target, seed, threads),
                            0,
                            Map.of("validation", watched.matrix),
                            null,
                            null);
            try {
                return new BoostedTrees(booster, grow(booster, rows, watched, deadline));
            } catch (Deadline.Missed | XGBoostError unfinished) {
                booster.dispose();
                throw unfinished;
            }
        }
    }

    /** One round after the other; answers those up to the first of the lowest losses. */
    private static int grow(Booster booster, Matrix rows, Matrix watched, Deadline deadline)
            throws XGBoostError {
        float lowest = Float.POSITIVE_INFINITY;
        int best = 1;
        for (int round = 1; round <= MOST_ROUNDS && round - best <= PATIENCE; round++) {
            deadline.require();
            booster.update(rows.matrix, round - 1);
            float loss = watched.loss(booster, round - 1);
            if (loss < lowest) {
                lowest = loss;
                best = round;
            }
        }
        return best;
    }

    private static Map<String, Object> settings(FittedTarget target, long seed, int threads) {
        var settings = new HashMap<String, Object>();
        settings.put("objective", objective(target.kind()));
        if (target.kind() == Kind.MULTICLASS) {
            settings.put("num_class", target.labels().size());
        }
        settings.put("eta", LEARNING_RATE);
        settings.put("max_depth", DEPTH);
        settings.put("tree_method", "hist");
        settings.put("seed", (int) seed);
        settings.put("nthread", threads);
        settings.put("verbosity", 0);
        return settings;
    }

    private static String objective(Kind kind) {
        return switch (kind) {
            case BINARY -> "binary:logistic";
            case MULTICLASS -> "multi:softprob";
            case REGRESSION, NONE -> "reg:squarederror";
        };
    }

    @Override
    public String description() {
        return "XGBoost, %d trees of depth %d at most, learning rate %s"
                .formatted(trees, DEPTH, LEARNING_RATE);
    }

    @Override
    public double[] outputs(float[] features, int rows) {
        try (var matrix = new Matrix(features, rows)) {
            var predicted = booster.predict(matrix.matrix, false, trees);
            int width = predicted[0].length;
            var outputs = new double[rows * width];
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < width; unit++) {
                    outputs[row * width + unit] = predicted[row][unit];
                }
            }
            return outputs;
        } catch (XGBoostError failure) {
            throw new IllegalStateException("XGBoost could not predict", failure);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }

    /** Rows in native memory. */
    private static final class Matrix implements AutoCloseable {

        private final DMatrix matrix;

        Matrix(float[] features, int rows) throws XGBoostError {
            matrix = new DMatrix(features, rows, features.length / rows, Float.NaN);
        }

        Matrix(Rows rows) throws XGBoostError {
            this(rows.features(), rows.count());
            matrix.setLabel(rows.labels());
        }

        /** As the objective has it, after so many earlier rounds. */
        float loss(Booster booster, int earlier) throws XGBoostError {
            var loss = new float[1];
            booster.evalSet(new DMatrix[] {matrix}, new String[] {"loss"}, earlier, loss);
            return loss[0];
        }

        @Override
        public void close() {
            matrix.dispose();
        }
    }
}
