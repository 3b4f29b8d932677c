package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
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

    /**
     * One name per output: {@code name}, {@code name=category} for one-hot, {@code name[0]} and so
     * on for an array.
     */
    public List<String> outputNames() {
        return switch (operations.isEmpty() ? null : operations.getLast()) {
            case FittedOperation.OneHot last -> CategoryIndex.of(last).outputNames(name);
            case FittedOperation.Array(int length, _, _) ->
                    IntStream.range(0, length).mapToObj(i -> name + "[" + i + "]").toList();
            case null, default -> List.of(name);
        };
    }
}
