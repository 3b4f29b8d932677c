package dev.millrace.kit.job;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are run.
 *
 * @param parallel how many jobs one instance works on at a time; more wait as QUEUED
 * @param heartbeat an instance is taken for dead after four of these without a sign of life
 * @param callbackPrefixes beginnings of the callback URLs that callers may name; none unless given
 * @param eventStreams how many event streams one instance serves at a time
 */
@ConfigurationProperties("millrace.jobs")
public record JobSettings(
        @DefaultValue("2") int parallel,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue List<String> callbackPrefixes,
        @DefaultValue("200") int eventStreams) {

    public JobSettings {
        if (parallel < 1) {
            throw new IllegalArgumentException("millrace.jobs.parallel must be at least 1");
        }
        callbackPrefixes = List.copyOf(callbackPrefixes);
    }
}
