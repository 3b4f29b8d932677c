package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run may give for a parameter. Its default is apart.
 *
 * @param minimum of a number, date, instant or duration, written like the value itself
 * @param maximum likewise
 * @param choices the only values allowed; empty for any
 * @param pattern a regular expression that the whole text must match
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ParameterRule(
        ParameterType type,
        @Nullable Object minimum,
        @Nullable Object maximum,
        @JsonProperty("enum") List<Object> choices,
        @Nullable String pattern,
        @Nullable String description) {

    public ParameterRule {
        choices = choices == null ? List.of() : List.copyOf(choices);
    }
}
