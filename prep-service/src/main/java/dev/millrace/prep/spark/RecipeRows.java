package dev.millrace.prep.spark;

import static dev.millrace.contracts.failure.FailureCode.DATASET_NOT_FOUND;
import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.dataset.Input;
import dev.millrace.transform.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Inputs, views and SQL of one job, in a session of its own. */
final class RecipeRows {

    /** A step that hands user-written SQL to Spark. */
    interface Query {
        Dataset<Row> run() throws Exception;
    }

    private final SparkSession session;
    private String last = "";

    RecipeRows(SparkSession session) {
        this.session = session;
    }

    /** The rows that the recipe's SQL gives, in the platform's types; not yet cleaned. */
    Dataset<Row> rows(List<Input> inputs, Recipe recipe) {
        inputs.forEach(this::register);
        Map<String, String> views = recipe.views() == null ? Map.of() : recipe.views();
        views.forEach((name, sql) -> register("views." + name, name, sql));
        return query(recipe.sql());
    }

    void register(Input input) {
        try {
            read(input).createOrReplaceTempView(input.name());
        } catch (AnalysisException unreadable) {
            throw "PATH_NOT_FOUND".equals(unreadable.getCondition())
                    ? gone(input, unreadable)
                    : new IllegalStateException(unreadable);
        }
        last = input.name();
    }

    /** Spark looks at once whether the folder is there. */
    private Dataset<Row> read(Input input) throws AnalysisException {
        List<Column> columns =
                input.version().columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList();
        return session.read()
                .schema(RowTypes.sparkSchema(columns)) // saves a job that only reads a footer
                .parquet(StoreAccess.hadoopUri(withSlash(input.version().location())));
    }

    /** No outage: the store answered that it has nothing there, and will answer so again. */
    private static PlatformException gone(Input input, AnalysisException missing) {
        return new PlatformException(
                DATASET_NOT_FOUND,
                "The rows of %s are no longer in the object store: there is nothing at %s. Delete this version and ingest its source again."
                        .formatted(input.version().reference(), input.version().location()),
                missing);
    }

    /** The rows of a query; of what was registered last where there is none. */
    Dataset<Row> query(@Nullable String sql) {
        Dataset<Row> rows =
                sql == null
                        ? session.table(last)
                        : analysed("sql", () -> Repeatability.require("sql", session.sql(sql)));
        return RowTypesCast.toPlatformTypes(sql == null ? "inputs" : "sql", rows);
    }

    private void register(String field, String name, String sql) {
        analysed(field, () -> Repeatability.require(field, session.sql(sql)))
                .createOrReplaceTempView(name);
        last = name;
    }

    /** Runs Spark's analyser; what it refuses is a mistake in {@code field}. */
    static Dataset<Row> analysed(String field, Query query) {
        try {
            return query.run();
        } catch (AnalysisException wrong) {
            throw SparkFailures.recipe(field, wrong);
        } catch (RuntimeException ours) {
            throw ours;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    static PlatformException mistake(String field, String message) {
        return new PlatformException(
                INVALID_RECIPE, field + " " + message + ".", List.of(Mistake.in(field, message)));
    }

    static Optional<String> find(Dataset<Row> rows, String column) {
        return java.util.Arrays.stream(rows.columns()).filter(column::equals).findFirst();
    }

    private static String withSlash(String location) {
        return location.endsWith("/") ? location : location + "/";
    }
}
