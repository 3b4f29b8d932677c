package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.evaluation.Predictions.Classes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Chooses the threshold of a binary classifier. Thresholds lie half way between neighbouring
 * scores; of equally good ones the nearest to 0.5 is taken.
 */
final class ThresholdChoice {

    // No probability reaches it.
    private static final double NEVER = Math.nextUp(1.0);

    private final ThresholdOptions options;

    /** A threshold with what its rule says of it. */
    record Chosen(ThresholdRule rule, double threshold, double score) {}

    ThresholdChoice(ThresholdOptions options) {
        this.options = options;
    }

    /** Empty unless both classes are there. */
    Optional<Chosen> on(Classes validation) {
        var ranking = validation.ranking(1);
        if (ranking.positives() == 0 || ranking.positives() == ranking.rows()) {
            return Optional.empty();
        }
        var cuts = ranking.cuts();
        double highest = cuts.getFirst().score();
        var best = new Chosen(options.rule(), below(NEVER, highest), score(ranking, 0, 0));
        for (int index = 0; index < cuts.size(); index++) {
            var cut = cuts.get(index);
            double next = index + 1 < cuts.size() ? cuts.get(index + 1).score() : 0;
            double score = score(ranking, cut.hits(), cut.taken());
            var candidate = new Chosen(options.rule(), below(cut.score(), next), score);
            best = isBetter(candidate, best) ? candidate : best;
        }
        return Optional.of(best);
    }

    /** Half way to the next lower score, but never down to it. */
    private static double below(double score, double next) {
        double middle = next + (score - next) / 2;
        return middle > next ? middle : score;
    }

    private double score(Ranking ranking, long hits, long taken) {
        long falsePositives = taken - hits;
        long falseNegatives = ranking.positives() - hits;
        double negatives = ranking.rows() - ranking.positives();
        return switch (options.rule()) {
            case F1 -> 2.0 * hits / (2 * hits + falsePositives + falseNegatives);
            case YOUDEN -> (double) hits / ranking.positives() - falsePositives / negatives;
            case COST ->
                    (falsePositives * options.falsePositiveCost()
                                    + falseNegatives * options.falseNegativeCost())
                            / ranking.rows();
        };
    }

    private boolean isBetter(Chosen one, Chosen other) {
        int order =
                Double.compare(one.score, other.score)
                        * (options.rule() == ThresholdRule.COST ? -1 : 1);
        return order > 0
                || (order == 0 && Math.abs(one.threshold - 0.5) < Math.abs(other.threshold - 0.5));
    }

    /** What depends on the threshold. */
    static Metrics at(double threshold, Classes predictions) {
        var predicted =
                Arrays.stream(predictions.probabilities())
                        .mapToInt(probability -> probability >= threshold ? 1 : 0)
                        .toArray();
        var confusion = Confusion.of(2, predictions.truth(), predicted);
        var values = new LinkedHashMap<String, Double>();
        confusion.accuracy().ifPresent(value -> values.put("accuracy", value));
        confusion.precision(1).ifPresent(value -> values.put("precision", value));
        confusion.recall(1).ifPresent(value -> values.put("recall", value));
        confusion.f1(1).ifPresent(value -> values.put("f1", value));
        return new Metrics(predictions.rows(), values, confusion.toLists());
    }
}
