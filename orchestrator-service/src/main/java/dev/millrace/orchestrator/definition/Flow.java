package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a step starts, and what its failure means for the run.
 *
 * @param rule said of the steps that it needs
 * @param when comparisons that must hold once the rule does, or the step is skipped; null for none
 * @param catches failures that do not fail the run, the first that fits
 * @param last whether it belongs to {@code finally}: it starts once everything else has ended
 */
public record Flow(Rule rule, @Nullable String when, List<Catch> catches, boolean last) {

    public static final Flow USUAL = new Flow(Rule.ALL_SUCCEEDED, null, List.of(), false);

    /**
     * Failures that count as success.
     *
     * @param on names of categories or codes; empty for every failure
     * @param outputs what later steps find in place of the step's own
     */
    public record Catch(List<String> on, Map<String, Object> outputs) {

        public Catch {
            on = List.copyOf(on);
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }

        boolean fits(Failure failure) {
            return on.isEmpty() || FailureNames.cover(on, failure);
        }
    }

    public Flow {
        catches = List.copyOf(catches);
    }

    /** What catches the failure, if anything does. */
    public Optional<Catch> caught(Failure failure) {
        return catches.stream().filter(each -> each.fits(failure)).findFirst();
    }
}
