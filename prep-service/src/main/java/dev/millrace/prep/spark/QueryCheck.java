package dev.millrace.prep.spark;

import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL with Spark's own grammar, without running Spark. Only queries over given names pass:
 * nothing that changes, configures or reads anything else.
 */
public final class QueryCheck {

    private static final CatalystSqlParser PARSER = CatalystSqlParser$.MODULE$;

    private QueryCheck() {}

    /**
     * @param field where the SQL stands, for the mistakes
     * @param names of the inputs and views that the query may read; null where they are not known
     *     yet, and any single name may be one
     */
    public static List<Mistake> query(String field, String sql, @Nullable Set<String> names) {
        var mistakes = new ArrayList<Mistake>();
        try {
            new PlanGuard(field, mistakes).check(PARSER.parsePlan(sql), lowerCase(names));
        } catch (Exception unreadable) {
            mistakes.add(mistake(field, unreadable));
        }
        return mistakes;
    }

    /** A condition over the columns of one row. */
    public static List<Mistake> condition(String field, String sql) {
        var mistakes = new ArrayList<Mistake>();
        try {
            new PlanGuard(field, mistakes).checkCondition(PARSER.parseExpression(sql));
        } catch (Exception unreadable) {
            mistakes.add(mistake(field, unreadable));
        }
        return mistakes;
    }

    private static Mistake mistake(String field, Exception unreadable) {
        if (unreadable instanceof ParseException wrong) {
            return SparkFailures.mistake(field, wrong);
        }
        // Spark's parser reports what it does not support by several other exceptions.
        String message = unreadable.getMessage();
        return Mistake.in(
                field,
                "is no query that Spark can read"
                        + (message == null ? "" : ": " + SparkFailures.sentence(message)));
    }

    private static @Nullable Set<String> lowerCase(@Nullable Set<String> names) {
        if (names == null) {
            return null;
        }
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
