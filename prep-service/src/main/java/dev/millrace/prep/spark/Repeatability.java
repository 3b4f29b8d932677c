package dev.millrace.prep.spark;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectList;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * The same recipe gives the same rows: functions whose answer depends on chance, on the clock or on
 * partitions are refused. (That {@code rand(42)} has a seed does not help: Spark draws from it by
 * partition.) So is a list gathered in whatever order rows come: a window with an order, or a sort
 * around it, decides that.
 */
final class Repeatability {

    private static final Set<String> CLOCK =
            Set.of(
                    "CurrentDate",
                    "CurrentTimestamp",
                    "CurrentTime",
                    "LocalTimestamp",
                    "Now",
                    "UnixTimestampNow");

    private Repeatability() {}

    static Dataset<Row> require(String field, Dataset<Row> query) {
        var plan = ((org.apache.spark.sql.classic.Dataset<Row>) query).queryExecution().analyzed();
        culprit(plan)
                .ifPresent(culprit -> {
                    throw RecipeRows.mistake(
                            field,
                            "uses %s, which gives another answer each time; the same recipe must give the same rows"
                                    .formatted(culprit.prettyName()));
                });
        return query;
    }

    private static Optional<Expression> culprit(LogicalPlan plan) {
        for (Expression expression : asJava(plan.expressions())) {
            var found = culprit(expression, false);
            if (found.isPresent()) {
                return found;
            }
        }
        for (LogicalPlan child : asJava(plan.children())) {
            var found = culprit(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * @param ordered whether something around the expression decides the order of a list
     */
    private static Optional<Expression> culprit(Expression expression, boolean ordered) {
        if (expression instanceof Nondeterministic
                || (expression instanceof CollectList && !ordered)
                || CLOCK.contains(expression.getClass().getSimpleName())) {
            return Optional.of(expression);
        }
        if (expression instanceof SubqueryExpression subquery) {
            var found = culprit(subquery.plan());
            if (found.isPresent()) {
                return found;
            }
        }
        return asJava(expression.children()).stream()
                .flatMap(child -> culprit(child, ordered || ordersLists(expression)).stream())
                .findFirst();
    }

    private static boolean ordersLists(Expression expression) {
        return expression instanceof SortArray
                || expression instanceof ArraySort
                || (expression instanceof WindowExpression window
                        && !window.windowSpec().orderSpec().isEmpty());
    }
}
