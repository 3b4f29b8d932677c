package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature, ready to be computed: exactly one of {@code column} and {@code expression} is set.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FittedFeature(
        String name,
        @Nullable String column,
        @Nullable String expression,
        List<FittedOperation> operations)
        implements Serializable {

    public FittedFeature {
        operations = List.copyOf(operations);
    }

    /** One name per output: {@code name}, or {@code name=category} for one-hot. */
    List<String> outputNames() {
        return !operations.isEmpty() && operations.getLast() instanceof FittedOperation.OneHot last
                ? CategoryIndex.of(last).outputNames(name)
                : List.of(name);
    }
}
