package dev.millrace.orchestrator.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step of a pipeline.
 *
 * @param needs steps that must have ended before it starts, those it refers to included
 * @param references steps whose outputs it uses
 * @param flow when it starts, and what its failure means
 * @param timeout how long an attempt may take once its work has begun
 * @param body what the service is sent, references not yet resolved; for a condition its {@code
 *     require}
 * @param each what a map does with every item; null for every other type
 * @param undoes the step that it compensates; null for every other
 */
public record StepDefinition(
        String name,
        StepType type,
        List<String> needs,
        List<String> references,
        Flow flow,
        RetryPolicy retry,
        Duration timeout,
        Limits limits,
        Map<String, @Nullable Object> body,
        @Nullable StepDefinition each,
        @Nullable String undoes) {

    public StepDefinition {
        needs = List.copyOf(needs);
        references = List.copyOf(references);
        flow = flow == null ? Flow.USUAL : flow; // absent in what was compiled before
        limits = limits == null ? Limits.NONE : limits;
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }

    /** Outputs of other steps that it refers to. */
    public List<Reference.Output> wants() {
        var own =
                Stream.of(References.in(body), References.in(flow.when()))
                        .flatMap(Set::stream)
                        .filter(Reference.Output.class::isInstance)
                        .map(Reference.Output.class::cast);
        return Stream.concat(own, each == null ? Stream.of() : each.wants().stream())
                .distinct()
                .toList();
    }
}
