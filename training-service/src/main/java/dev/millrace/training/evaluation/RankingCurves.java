package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation.Curves;
import dev.millrace.contracts.training.PartEvaluation.PrecisionRecallPoint;
import dev.millrace.contracts.training.PartEvaluation.RocPoint;
import dev.millrace.training.evaluation.Predictions.Classes;
import dev.millrace.training.evaluation.Ranking.Cut;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ROC and precision-recall curves of classes. */
final class RankingCurves {

    private static final int MOST_CLASSES = 20;

    private final List<Cut> cuts;
    private final long positives;
    private final long negatives;

    private RankingCurves(Ranking ranking) {
        cuts = ranking.cuts();
        positives = ranking.positives();
        negatives = ranking.rows() - positives;
    }

    static List<Curves> of(Classes predictions) {
        return labels(predictions)
                .mapToObj(label -> of(predictions.labels().get(label), predictions.ranking(label)))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static IntStream labels(Classes predictions) {
        if (predictions.binary()) {
            return IntStream.of(1);
        }
        var counts = new int[predictions.labels().size()];
        Arrays.stream(predictions.truth()).forEach(label -> counts[label]++);
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(label -> -counts[label]))
                .limit(MOST_CLASSES)
                .mapToInt(Integer::intValue)
                .sorted();
    }

    private static @Nullable Curves of(String label, Ranking ranking) {
        var area = ranking.rocAuc();
        var averagePrecision = ranking.averagePrecision();
        if (area.isEmpty() || averagePrecision.isEmpty()) {
            return null;
        }
        var curves = new RankingCurves(ranking);
        return new Curves(
                label,
                area.getAsDouble(),
                averagePrecision.getAsDouble(),
                curves.roc(),
                curves.precisionRecall());
    }

    private List<RocPoint> roc() {
        var rates = new double[cuts.size() + 1];
        var recalls = new double[cuts.size() + 1];
        for (int cut = 1; cut < rates.length; cut++) {
            rates[cut] = falsePositiveRate(cuts.get(cut - 1));
            recalls[cut] = recall(cuts.get(cut - 1));
        }
        return Arrays.stream(new Thinning(rates, recalls, Thinning.AreaRule.TRAPEZOID).kept())
                .mapToObj(point -> new RocPoint(threshold(point), rates[point], recalls[point]))
                .toList();
    }

    private List<PrecisionRecallPoint> precisionRecall() {
        var recalls = new double[cuts.size() + 1];
        var precisions = new double[cuts.size() + 1];
        precisions[0] = 1;
        for (int cut = 1; cut < recalls.length; cut++) {
            recalls[cut] = recall(cuts.get(cut - 1));
            precisions[cut] = (double) cuts.get(cut - 1).hits() / cuts.get(cut - 1).taken();
        }
        return Arrays.stream(new Thinning(recalls, precisions, Thinning.AreaRule.STEP).kept())
                .mapToObj(point ->
                        new PrecisionRecallPoint(
                                threshold(point), recalls[point], precisions[point]))
                .toList();
    }

    private double recall(Cut cut) {
        return (double) cut.hits() / positives;
    }

    private double falsePositiveRate(Cut cut) {
        return (double) (cut.taken() - cut.hits()) / negatives;
    }

    /** The first point takes nothing. */
    private @Nullable Double threshold(int point) {
        return point == 0 ? null : cuts.get(point - 1).score();
    }
}
