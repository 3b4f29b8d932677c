package dev.millrace.kit.job;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Wires jobs where a service has handlers for them. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnBean(JobHandler.class)
@EnableConfigurationProperties(JobSettings.class)
class JobConfiguration {

    @Bean
    JobRows jobRows(JdbcClient jdbc, JsonMapper json) {
        return new JobRows(jdbc, json);
    }

    @Bean
    JobEvents jobEvents(JdbcClient jdbc, JsonMapper json) {
        return new JobEvents(jdbc, json);
    }

    @Bean
    Callbacks jobCallbacks() {
        return new Callbacks();
    }

    @Bean
    Attempts jobAttempts(
            JobRows rows,
            JobEvents events,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        return new Attempts(rows, events, clock, service);
    }

    @Bean
    Outcomes jobOutcomes(
            JobRows rows,
            JobEvents events,
            PlatformTransactionManager transactions,
            ObjectStore store,
            Clock clock) {
        return new Outcomes(rows, events, new TransactionTemplate(transactions), store, clock);
    }

    @Bean
    JobRunner jobRunner(
            Attempts attempts,
            List<JobHandler<?>> handlers,
            JsonMapper json,
            Outcomes outcomes,
            Callbacks callbacks,
            MeterRegistry metrics) {
        return new JobRunner(attempts, new Handlers(handlers, json), outcomes, callbacks, metrics);
    }

    @Bean
    JobScheduler jobScheduler(
            DataSource database, JobRunner runner, JobSettings settings, Clock clock) {
        return new JobScheduler(database, runner, settings, clock);
    }

    @Bean
    Jobs jobs(
            JobRows rows,
            JobEvents events,
            Attempts attempts,
            Callbacks callbacks,
            JobScheduler scheduler,
            PlatformTransactionManager transactions,
            JobSettings settings,
            Clock clock) {
        return new Jobs(
                rows,
                events,
                attempts,
                callbacks,
                scheduler,
                new TransactionTemplate(transactions),
                settings,
                clock);
    }

    @Bean
    EventStreams jobEventStreams(JobSettings settings) {
        return new EventStreams(settings.eventStreams());
    }

    @Bean
    JobController jobController(Jobs jobs, JobRows rows, JobEvents events, EventStreams streams) {
        return new JobController(jobs, rows, events, streams);
    }

    /** What running attempts write is not garbage. */
    @Bean
    ReferencedObjects objectsOfRunningJobs(
            JobRows rows, @Value("${spring.application.name}") String service) {
        return () ->
                rows.runningAttempts().stream()
                        .map(attempt -> service + "/" + attempt)
                        .collect(Collectors.toSet());
    }
}
