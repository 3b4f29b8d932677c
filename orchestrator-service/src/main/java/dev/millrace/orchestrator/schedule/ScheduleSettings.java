package dev.millrace.orchestrator.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How schedules are looked after.
 *
 * @param look between looks for what is due; how late an instant may be
 * @param kept how many decisions of a schedule are kept; older ones are forgotten
 * @param onTime an instant that is found later than that was missed, and {@code catchUp} decides
 */
@ConfigurationProperties("millrace.schedules")
record ScheduleSettings(
        @DefaultValue("250ms") Duration look,
        @DefaultValue("10s") Duration onTime,
        @DefaultValue("10000") int kept) {

    ScheduleSettings {
        if (kept < 100) {
            throw new IllegalArgumentException(
                    "millrace.schedules.kept is %d, but must be at least 100".formatted(kept));
        }
    }
}
