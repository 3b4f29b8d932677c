package dev.millrace.training.card;

import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.EvaluationReport.Importance;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.training.card.Block.Bullets;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Paragraph;
import dev.millrace.training.card.Block.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A version beside simpler answers, and what it looks at. */
final class ComparisonSections {

    private static final int MOST_FEATURES = 15;

    private ComparisonSections() {}

    static List<Block> of(ModelVersion version, EvaluationReport evaluation) {
        var blocks = new ArrayList<Block>();
        blocks.addAll(baselines(version, evaluation));
        blocks.addAll(forecast(evaluation));
        if (evaluation.importance() != null) {
            blocks.addAll(importance(evaluation.importance()));
        }
        return blocks;
    }

    private static List<Block> baselines(ModelVersion version, EvaluationReport evaluation) {
        if (evaluation.baselines().isEmpty()) {
            return List.of();
        }
        var measured = new LinkedHashMap<String, Metrics>();
        var skipped = new ArrayList<String>();
        var own = version.metrics().get("test");
        if (own != null) {
            measured.put("this network", own);
        }
        for (var baseline : evaluation.baselines()) {
            var test = baseline.metrics().get("test");
            if (test != null) {
                measured.put(baseline.description(), test);
            } else {
                skipped.add("%s: %s".formatted(baseline.description(), baseline.skipped()));
            }
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("Beside simple models"));
        blocks.add(new Paragraph("Fitted to the same training part, measured on the test part."));
        blocks.add(ResultSections.table("metric", measured));
        if (!skipped.isEmpty()) {
            blocks.add(new Bullets(skipped));
        }
        return blocks;
    }

    private static List<Block> forecast(EvaluationReport evaluation) {
        var forecast = evaluation.forecast();
        if (forecast == null) {
            return List.of();
        }
        var rows = new ArrayList<List<String>>();
        forecast.errors()
                .forEach((name, error) ->
                        rows.add(
                                List.of(
                                        name,
                                        Numbers.text(error.rmse()),
                                        Numbers.text(error.mae()),
                                        Numbers.text(error.mase()))));
        return List.of(
                new Heading("Beside naive forecasts"),
                new Paragraph("On %d test rows.".formatted(forecast.rows())),
                new Table(List.of("forecast", "rmse", "mae", "mase"), rows));
    }

    private static List<Block> importance(Importance importance) {
        var rows =
                importance.features().stream()
                        .limit(MOST_FEATURES)
                        .map(feature ->
                                List.of(
                                        feature.feature(),
                                        Numbers.text(feature.mean()),
                                        Numbers.text(feature.deviation())))
                        .toList();
        return List.of(
                new Heading("What it looks at"),
                new Paragraph(
                        "How much worse %s (%s) becomes when a feature's values are dealt to other rows: mean and deviation over %d repeats on %d test rows."
                                .formatted(
                                        importance.score(),
                                        Numbers.text(importance.baseScore()),
                                        importance.repeats(),
                                        importance.rows())),
                new Table(List.of("feature", "loss of score", "deviation"), rows));
    }
}
