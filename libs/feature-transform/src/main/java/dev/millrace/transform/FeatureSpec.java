package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature, or several treated alike: exactly one of {@code columns} and {@code expression} is
 * given.
 *
 * @param name name of the feature that {@code expression} computes; not allowed with {@code
 *     columns}
 * @param columns raw columns, each becoming a feature of its own name
 * @param expression a SQL scalar expression over raw columns, such as {@code High - Low}
 * @param operations applied in order to the value; the last one decides how many outputs the
 *     feature has
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FeatureSpec(
        @Nullable String name,
        List<String> columns,
        @Nullable String expression,
        List<Operation> operations)
        implements Serializable {

    public FeatureSpec(
            @Nullable String name,
            @Nullable List<String> columns,
            @Nullable String expression,
            @Nullable List<Operation> operations) {
        this.name = name;
        this.columns = columns == null ? List.of() : List.copyOf(columns);
        this.expression = expression;
        this.operations = operations == null ? List.of() : List.copyOf(operations);
    }

    public static FeatureSpec columns(List<String> columns, Operation... operations) {
        return new FeatureSpec(null, columns, null, List.of(operations));
    }

    public static FeatureSpec expression(String name, String expression, Operation... operations) {
        return new FeatureSpec(name, null, expression, List.of(operations));
    }
}
