package dev.millrace.orchestrator.task;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service does the work of steps itself.
 *
 * @param parallel how many steps of one type work at once in this instance; others wait
 */
@ConfigurationProperties("millrace.tasks")
record TaskSettings(@DefaultValue("64") int parallel) {

    TaskSettings {
        if (parallel < 1) {
            throw new IllegalArgumentException(
                    "millrace.tasks.parallel is %d, but must be at least 1".formatted(parallel));
        }
    }
}
