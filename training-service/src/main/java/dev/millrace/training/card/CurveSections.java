package dev.millrace.training.card;

import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.PartEvaluation.Curves;
import dev.millrace.contracts.training.PartEvaluation.RocPoint;
import dev.millrace.training.card.Block.Figure;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Paragraph;
import dev.millrace.training.card.Chart.Line;
import java.util.ArrayList;
import java.util.List;

/** Curves of a training and of its result. */
final class CurveSections {

    private static final int MOST_POINTS = 500;
    private static final int MOST_CLASSES = 4;

    private CurveSections() {}

    static List<Block> loss(Evidence found) {
        var heading = new Heading("Loss");
        if (found.curves().isEmpty()) {
            return List.of(
                    heading,
                    new Paragraph("This version was trained before losses were kept by epoch."));
        }
        var lines =
                found.curves().entrySet().stream()
                        .map(curve -> line(curve.getKey(), curve.getValue()))
                        .toList();
        return List.of(
                heading,
                new Figure(
                        new Chart("Loss by epoch", "epoch", "loss", lines),
                        "Loss by epoch. The weights are those of epoch %d."
                                .formatted(found.version().bestEpoch())));
    }

    static List<Block> ranking(EvaluationReport evaluation) {
        var test = evaluation.parts().get("test");
        if (test == null || test.curves().isEmpty()) {
            return List.of();
        }
        var curves = test.curves().stream().limit(MOST_CLASSES).toList();
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("ROC curve"));
        blocks.add(
                new Figure(
                        new Chart(
                                "ROC curve of the test part",
                                "false positive rate",
                                "true positive rate",
                                curves.stream().map(CurveSections::roc).toList()),
                        "ROC curve of the test part, by class."));
        return blocks;
    }

    private static Line roc(Curves curves) {
        return new Line(
                "%s (%s)".formatted(curves.label(), Numbers.text(curves.auc())),
                curves.roc().stream().mapToDouble(RocPoint::falsePositiveRate).toArray(),
                curves.roc().stream().mapToDouble(RocPoint::truePositiveRate).toArray());
    }

    /** Thinned evenly; the last point is kept. */
    private static Line line(String name, List<MetricPoint> points) {
        int every = Math.max(1, points.size() / MOST_POINTS);
        var kept = new ArrayList<MetricPoint>();
        for (int index = 0; index < points.size(); index++) {
            if (index % every == 0 || index == points.size() - 1) {
                kept.add(points.get(index));
            }
        }
        return new Line(
                name,
                kept.stream().mapToDouble(MetricPoint::step).toArray(),
                kept.stream().mapToDouble(MetricPoint::value).toArray());
    }
}
