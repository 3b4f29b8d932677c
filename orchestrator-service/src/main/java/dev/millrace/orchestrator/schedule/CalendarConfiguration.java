package dev.millrace.orchestrator.schedule;

import dev.millrace.orchestrator.run.DatabaseTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

    /** The clock of a machine may be ahead; it would fire early, and decide for all others. */
    @Bean
    CalendarTime calendarTime(DatabaseTime time) {
        return time::now;
    }
}
