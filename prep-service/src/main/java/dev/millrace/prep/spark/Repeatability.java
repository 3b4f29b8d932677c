package dev.millrace.prep.spark;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * The same recipe gives the same rows: functions whose answer depends on chance, on the clock or on
 * partitions are refused. (That {@code rand(42)} has a seed does not help: Spark draws from it by
 * partition.)
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
            var found = culprit(expression);
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

    private static Optional<Expression> culprit(Expression expression) {
        if (expression instanceof Nondeterministic
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
                .flatMap(child -> culprit(child).stream())
                .findFirst();
    }
}
