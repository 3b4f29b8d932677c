package dev.millrace.orchestrator.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are driven.
 *
 * @param heartbeat between renewals of this instance's lease
 * @param lease an instance counts as dead that long after its last renewal
 * @param sweep between looks for what people asked of runs at another instance
 * @param poll between looks at a running job; its callback comes sooner
 * @param cancelGrace how long a job may take to stop once it was asked to
 * @param held how many runs this instance may hold in memory; more are refused, and none taken over
 * @param callbackUrl this instance as its services see it; default its own port on loopback
 * @param eventStreams how many clients may follow runs at once
 */
@ConfigurationProperties("millrace.runs")
record RunSettings(
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("8s") Duration lease,
        @DefaultValue("1s") Duration sweep,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("30s") Duration cancelGrace,
        @DefaultValue("10000") int held,
        @Nullable String callbackUrl,
        @DefaultValue("100") int eventStreams) {

    RunSettings {
        if (lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "millrace.runs.lease must outlast two heartbeats, so that one may be lost");
        }
    }
}
