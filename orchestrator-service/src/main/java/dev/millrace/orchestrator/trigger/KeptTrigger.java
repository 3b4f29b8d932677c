package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.Trigger;
import dev.millrace.contracts.orchestrator.TriggerRequest;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.definition.FactTexts;
import dev.millrace.orchestrator.probe.Finding;
import dev.millrace.orchestrator.probe.Probe;
import dev.millrace.orchestrator.probe.ProbeReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A trigger's row.
 *
 * @param look the number of the look, or change, that is the last one
 */
record KeptTrigger(
        String name, TriggerRequest definition, @Nullable String cursor, long look, Trigger told) {

    static final String NAME = "trigger.name";
    static final String FACT = "event.";

    Probe probe() {
        return ProbeReader.stored(definition.on());
    }

    Duration every() {
        return DurationText.parse(definition.every()).orElseThrow();
    }

    /** What is started for a finding. */
    StartRun request(Finding finding) {
        return request(name, definition, finding);
    }

    static StartRun request(String name, TriggerRequest definition, Finding finding) {
        return new StartRun(
                definition.pipeline(),
                definition.version(),
                FactTexts.fill(
                        definition.parameters(),
                        fact ->
                                fact.equals(NAME)
                                        ? name
                                        : finding.fact(fact.substring(FACT.length()))),
                null,
                definition.reuse());
    }
}
