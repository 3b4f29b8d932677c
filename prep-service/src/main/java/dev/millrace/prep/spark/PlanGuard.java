package dev.millrace.prep.spark;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import dev.millrace.contracts.failure.Mistake;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.jspecify.annotations.Nullable;

/** Walks a parsed query and reports everything that is not plain reading of known names. */
final class PlanGuard {

    /**
     * What queries are made of. Whatever is not listed is refused: commands, scripts, table
     * functions, paths.
     */
    private static final Set<String> QUERY =
            Set.of(
                    "Aggregate",
                    "Deduplicate",
                    "Distinct",
                    "Except",
                    "Filter",
                    "Generate",
                    "GlobalLimit",
                    "Intersect",
                    "Join",
                    "LateralJoin",
                    "LocalLimit",
                    "LocalRelation",
                    "Offset",
                    "OneRowRelation",
                    "OneRowRelation$",
                    "Pivot",
                    "Project",
                    "Sort",
                    "SubqueryAlias",
                    "Union",
                    "UnresolvedHaving",
                    "UnresolvedHint",
                    "UnresolvedInlineTable",
                    "UnresolvedPivot",
                    "UnresolvedRelation",
                    "UnresolvedSubqueryColumnAliases",
                    "UnresolvedWith",
                    "Unpivot",
                    "Window",
                    "WithWindowDefinition");

    /** These call any Java method, or read a file. */
    private static final Set<String> FORBIDDEN_FUNCTIONS =
            Set.of(
                    "reflect",
                    "java_method",
                    "try_reflect",
                    "from_avro",
                    "to_avro",
                    "from_protobuf",
                    "to_protobuf");

    private final String field;
    private final List<Mistake> mistakes;

    PlanGuard(String field, List<Mistake> mistakes) {
        this.field = field;
        this.mistakes = mistakes;
    }

    /**
     * @param names in lower case; null where any single name may be one
     */
    void check(LogicalPlan plan, @Nullable Set<String> names) {
        String kind = plan.getClass().getSimpleName();
        if (!QUERY.contains(kind)) {
            say(
                    plan.origin(),
                    "only queries (SELECT, WITH … SELECT) over the recipe's inputs and views can run here, not "
                            + kind);
            return;
        }
        @Nullable Set<String> visible = names;
        if (plan instanceof UnresolvedWith with) {
            visible = checkTables(with, names);
        }
        if (plan instanceof UnresolvedRelation relation) {
            checkName(relation, names);
        }
        for (Expression expression : asJava(plan.expressions())) {
            checkExpression(expression, visible);
        }
        for (LogicalPlan child : asJava(plan.children())) {
            check(child, visible);
        }
    }

    void checkCondition(Expression condition) {
        checkExpression(condition, Set.of());
    }

    private @Nullable Set<String> checkTables(UnresolvedWith with, @Nullable Set<String> names) {
        Set<String> visible = names == null ? null : new HashSet<>(names);
        for (var table : asJava(with.cteRelations())) {
            check(table._2(), visible);
            if (visible != null) {
                visible.add(table._1().toLowerCase(Locale.ROOT));
            }
        }
        return visible;
    }

    private void checkName(UnresolvedRelation relation, @Nullable Set<String> names) {
        String name = String.join(".", asJava(relation.multipartIdentifier()));
        boolean known =
                names == null
                        ? relation.multipartIdentifier().size() == 1
                        : names.contains(name.toLowerCase(Locale.ROOT));
        if (!known) {
            String others =
                    names == null || names.isEmpty()
                            ? ""
                            : "; there are: " + String.join(", ", names.stream().sorted().toList());
            say(relation.origin(), "there is no input or view \"%s\"%s".formatted(name, others));
        }
    }

    private void checkExpression(Expression expression, @Nullable Set<String> names) {
        if (expression instanceof UnresolvedFunction function) {
            String name = String.join(".", asJava(function.nameParts())).toLowerCase(Locale.ROOT);
            if (FORBIDDEN_FUNCTIONS.contains(name)) {
                say(expression.origin(), "the function %s may not be used here".formatted(name));
            }
        }
        if (expression instanceof SubqueryExpression subquery) {
            check(subquery.plan(), names);
        }
        for (Expression child : asJava(expression.children())) {
            checkExpression(child, names);
        }
    }

    private void say(Origin origin, String message) {
        mistakes.add(SparkFailures.at(field, origin.line(), origin.startPosition(), message));
    }
}
