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
 * @param body what the service is sent, references not yet resolved; for a condition its {@code
 *     require}
 */
public record StepDefinition(
        String name,
        StepType type,
        List<String> needs,
        List<String> references,
        Flow flow,
        RetryPolicy retry,
        Duration timeout,
        Map<String, @Nullable Object> body) {

    public StepDefinition {
        needs = List.copyOf(needs);
        references = List.copyOf(references);
        flow = flow == null ? Flow.USUAL : flow; // absent in what was compiled before
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }

    /** Outputs of other steps that it refers to. */
    public List<Reference.Output> wants() {
        return Stream.of(References.in(body), References.in(flow.when()))
                .flatMap(Set::stream)
                .filter(Reference.Output.class::isInstance)
                .map(Reference.Output.class::cast)
                .distinct()
                .toList();
    }
}
