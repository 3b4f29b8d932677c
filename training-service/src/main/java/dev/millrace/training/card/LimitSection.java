package dev.millrace.training.card;

import dev.millrace.contracts.training.Approval;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.card.Block.Bullets;
import dev.millrace.training.card.Block.Heading;
import java.util.ArrayList;
import java.util.List;

/** Where a version ends, as far as its numbers tell. */
final class LimitSection {

    private static final long FEW_ROWS = 1000;

    private LimitSection() {}

    static List<Block> of(Evidence found) {
        var limits = new ArrayList<String>();
        limits.add(
                "It was fitted to one data set and says nothing about rows that come from elsewhere or from later times.");
        limits.add(
                "Correlation is all that it learned: no feature of it is known to be a cause of the target.");
        var test = found.version().metrics().get("test");
        if (test == null) {
            limits.add("It was not measured on a test part.");
        } else if (test.rows() < FEW_ROWS) {
            limits.add(
                    "Its test part has only %d rows: the metrics above are uncertain."
                            .formatted(test.rows()));
        }
        gap(found, limits);
        if (found.evaluation() == null || slices(found) == 0) {
            limits.add("It was not measured by groups of rows (slices).");
        }
        if (found.version().approval().state() != Approval.State.APPROVED) {
            limits.add("Nobody has approved it.");
        }
        return List.of(new Heading("Limits"), new Bullets(limits));
    }

    private static void gap(Evidence found, List<String> limits) {
        var train = value(found.version().metrics().get("train"));
        var test = value(found.version().metrics().get("test"));
        if (!Double.isNaN(train) && !Double.isNaN(test)) {
            limits.add(
                    "Training part against test part: %s and %s (%s). The farther apart, the more it learned by heart."
                            .formatted(Numbers.text(train), Numbers.text(test), name(found)));
        }
    }

    private static String name(Evidence found) {
        var test = found.version().metrics().get("test");
        return test != null && test.values().containsKey("accuracy") ? "accuracy" : "rmse";
    }

    private static double value(@org.jspecify.annotations.Nullable Metrics metrics) {
        if (metrics == null) {
            return Double.NaN;
        }
        var values = metrics.values();
        return values.getOrDefault("accuracy", values.getOrDefault("rmse", Double.NaN));
    }

    private static long slices(Evidence found) {
        var evaluation = found.evaluation();
        var test = evaluation == null ? null : evaluation.parts().get("test");
        return test == null ? 0 : test.slices().size();
    }
}
