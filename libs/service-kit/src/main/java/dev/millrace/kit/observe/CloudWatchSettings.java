package dev.millrace.kit.observe;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and where metrics go to CloudWatch.
 *
 * @param namespace under which they appear
 * @param step how often they are sent
 * @param endpoint another CloudWatch than the region's own
 * @param accessKey without it the usual AWS credentials chain decides
 */
@ConfigurationProperties("millrace.cloudwatch")
record CloudWatchSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("Millrace") String namespace,
        @DefaultValue("1m") Duration step,
        @DefaultValue("us-east-1") String region,
        @Nullable URI endpoint,
        @Nullable String accessKey,
        @Nullable String secretKey) {}
