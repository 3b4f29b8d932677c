package dev.millrace.orchestrator.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How schedules are looked after.
 *
 * @param look between looks for what is due; how late an instant may be
 * @param onTime an instant that is found later than that was missed, and {@code catchUp} decides
 */
@ConfigurationProperties("millrace.schedules")
record ScheduleSettings(
        @DefaultValue("250ms") Duration look, @DefaultValue("10s") Duration onTime) {}
