package dev.millrace.inference.endpoint;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an instance notices what other instances changed.
 *
 * @param endpoints how often the table of endpoints is looked at
 * @param references how often versions that are no longer served are released
 */
@ConfigurationProperties("millrace.inference.watch")
record WatchSettings(
        @DefaultValue("1s") Duration endpoints, @DefaultValue("30s") Duration references) {}
