package dev.millrace.prep.spark;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.CleaningStep;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.kit.job.JobContext;
import dev.millrace.prep.dataset.Input;
import dev.millrace.prep.recipe.SplitRule;
import dev.millrace.transform.Column;
import dev.millrace.transform.FittedTransform;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.springframework.stereotype.Component;

/** Runs a recipe: query, clean, divide, learn, write. */
@Component
public class Preparation {

    /**
     * What was written.
     *
     * @param columns of the rows, before the transform
     * @param training what the rows of the training part came to
     */
    public record Outcome<S>(
            long trainRows,
            long validationRows,
            long testRows,
            FittedTransform transform,
            List<Column> columns,
            S training) {}

    // A training worker that streams holds one row group in memory at a time.
    private static final int ROW_GROUP_BYTES = 8 << 20;

    private final SparkJobs jobs;
    private final SparkSettings settings;

    Preparation(SparkJobs jobs, SparkSettings settings) {
        this.jobs = jobs;
        this.settings = settings;
    }

    /**
     * @param location {@code s3://} folder that belongs to this attempt alone
     * @param summary of the training part, by the number of its columns
     */
    public <S extends RowSummary<S>> Outcome<S> run(
            JobContext context,
            List<Input> inputs,
            Recipe recipe,
            String location,
            IntFunction<SummaryStart<S>> summary)
            throws Exception {
        context.progress(0.02, "Waiting for Spark.");
        try {
            return jobs.run(
                    context,
                    inputs,
                    session -> run(session, context, inputs, recipe, location, summary));
        } catch (PlatformException failed) {
            throw TextColumns.locate(failed, inputs);
        }
    }

    private <S extends RowSummary<S>> Outcome<S> run(
            SparkSession session,
            JobContext context,
            List<Input> inputs,
            Recipe recipe,
            String location,
            IntFunction<SummaryStart<S>> summary) {
        context.progress(0.05, "Reading " + names(inputs) + ".");
        List<CleaningStep> steps = recipe.clean() == null ? List.of() : recipe.clean();
        Dataset<Row> rows = Cleaning.apply(steps, new RecipeRows(session).rows(inputs, recipe));
        var columns = RowTypes.columns(rows.schema());
        var fitting = Fitting.of(recipe, columns, inputs);

        context.progress(0.2, "Dividing the rows into training, validation and test.");
        try (var parts = Parts.of(rows, SplitRule.of(recipe), settings.rowsPerFile())) {
            PartLayout layout = parts.layout();
            context.progress(
                    0.5,
                    "Learning the transform from %d training rows."
                            .formatted(layout.rows(Part.TRAIN)));
            FittedTransform transform = fitting.learn(parts);
            context.progress(0.7, "Writing %d features per row.".formatted(transform.width()));
            write(parts, new TransformRows(transform, columns), location);
            int training = layout.files(Part.TRAIN);
            return new Outcome<>(
                    layout.rows(Part.TRAIN),
                    layout.rows(Part.VALIDATION),
                    layout.rows(Part.TEST),
                    transform,
                    columns,
                    Summaries.of(parts.rows(), training, summary.apply(columns.size())));
        }
    }

    static void write(Parts parts, TransformRows transform, String location) {
        parts.rows()
                .mapPartitions(transform, Encoders.row(transform.schema()))
                .write()
                .option(PartCommitProtocol.LAYOUT, parts.layout().text())
                .option("parquet.block.size", ROW_GROUP_BYTES)
                .mode(SaveMode.Append) // the folder is this attempt's own, and empty
                .parquet(StoreAccess.hadoopUri(location.replaceFirst("/$", "")));
    }

    private static String names(List<Input> inputs) {
        return String.join(
                ", ", inputs.stream().map(input -> input.version().reference()).toList());
    }
}
