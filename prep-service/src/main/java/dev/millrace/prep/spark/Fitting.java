package dev.millrace.prep.spark;

import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;
import static dev.millrace.contracts.failure.FailureCode.UNTRAINABLE_DATA;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.dataset.Input;
import dev.millrace.transform.Column;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.InvalidTransform;
import dev.millrace.transform.Statistics;
import dev.millrace.transform.TransformFitting;
import dev.millrace.transform.TransformSpec;
import dev.millrace.transform.UntrainableData;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Learns the recipe's transform from the training part, with Spark gathering the statistics. */
final class Fitting {

    private final TransformFitting fitting;

    private Fitting(TransformFitting fitting) {
        this.fitting = fitting;
    }

    /** Refuses a transform that the columns do not allow, with every mistake. */
    static Fitting of(Recipe recipe, List<Column> columns, List<Input> inputs) {
        try {
            var spec = new TransformSpec(recipe.features(), recipe.target());
            return new Fitting(TransformFitting.of(spec, columns));
        } catch (InvalidTransform wrong) {
            var evidence = new TextColumns(recipe, columns, inputs);
            List<Mistake> mistakes = wrong.mistakes().stream().map(evidence::explain).toList();
            throw new PlatformException(INVALID_RECIPE, sentence(mistakes), mistakes);
        }
    }

    /** As many passes over the training part as the longest chain of operations needs. */
    FittedTransform learn(Parts parts) {
        try {
            while (!fitting.isComplete()) {
                var empty = new Pass(fitting.emptyStatistics());
                int training = parts.layout().files(Part.TRAIN);
                fitting.learn(Summaries.of(parts.rows(), training, () -> empty).statistics);
            }
            return fitting.result();
        } catch (UntrainableData nothing) {
            String message = Objects.requireNonNull(nothing.getMessage());
            throw new PlatformException(
                    UNTRAINABLE_DATA,
                    message + ".",
                    List.of(Mistake.in(nothing.column(), message)));
        }
    }

    private static String sentence(List<Mistake> mistakes) {
        Mistake first = mistakes.getFirst();
        String more = mistakes.size() == 1 ? "" : " (and %d more)".formatted(mistakes.size() - 1);
        return "%s: %s%s.".formatted(first.field(), first.message(), more);
    }

    /** Statistics on their way through Spark: serialised for each task, hence one per partition. */
    private static final class Pass implements RowSummary<Pass> {

        private final Statistics statistics;

        Pass(Statistics statistics) {
            this.statistics = statistics;
        }

        @Override
        public void add(@Nullable Object[] row) {
            statistics.add(row);
        }

        @Override
        public void merge(Pass later) {
            if (later != this) {
                statistics.merge(later.statistics);
            }
        }
    }
}
