package dev.millrace.kit.observe;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;

/** What makes a service's doings visible from outside. */
@AutoConfiguration
@EnableConfigurationProperties(CloudWatchSettings.class)
class ObserveConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FilterRegistrationBean<CorrelationFilter> correlationFilter() {
        var filter = new FilterRegistrationBean<>(new CorrelationFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    MeterRegistryCustomizer<?> serviceTag(@Value("${spring.application.name}") String service) {
        return registry -> registry.config().commonTags("service", service);
    }

    @Bean
    @ConditionalOnProperty("millrace.cloudwatch.enabled")
    CloudWatchAsyncClient cloudWatchClient(CloudWatchSettings settings) {
        var client = CloudWatchAsyncClient.builder().region(Region.of(settings.region()));
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
        }
        if (settings.accessKey() != null && settings.secretKey() != null) {
            client.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(
                                    settings.accessKey(), settings.secretKey())));
        }
        return client.build();
    }

    @Bean
    @ConditionalOnProperty("millrace.cloudwatch.enabled")
    CloudWatchMeterRegistry cloudWatchMeterRegistry(
            CloudWatchAsyncClient client, CloudWatchSettings settings) {
        var config =
                new CloudWatchConfig() {
                    @Override
                    public @Nullable String get(String key) {
                        return null;
                    }

                    @Override
                    public String namespace() {
                        return settings.namespace();
                    }

                    @Override
                    public Duration step() {
                        return settings.step();
                    }
                };
        var registry =
                new CloudWatchMeterRegistry(
                        config, io.micrometer.core.instrument.Clock.SYSTEM, client);
        // CloudWatch bills every metric: only the platform's own are sent; Prometheus has all.
        registry.config()
                .meterFilter(MeterFilter.denyUnless(id -> id.getName().startsWith("millrace.")));
        return registry;
    }
}
