package dev.millrace.orchestrator.trigger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How triggers are looked after.
 *
 * @param look between rounds that ask whose turn it is
 * @param parallel how many triggers look at once in this instance
 * @param lease so long after its beginning another one looks in the place of a look that did not
 *     end: longer than any look takes
 * @param longestBackoff between looks that fail
 * @param findingsKept how long findings are kept, from 7 days
 */
@ConfigurationProperties("millrace.triggers")
record TriggerSettings(
        @DefaultValue("250ms") Duration look,
        @DefaultValue("16") int parallel,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("10m") Duration longestBackoff,
        @DefaultValue("90d") Duration findingsKept) {

    TriggerSettings {
        if (findingsKept.compareTo(Duration.ofDays(7)) < 0) {
            throw new IllegalArgumentException(
                    "millrace.triggers.findings-kept must be 7d at least: they keep things from being found again");
        }
    }
}
