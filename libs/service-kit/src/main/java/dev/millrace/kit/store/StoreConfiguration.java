package dev.millrace.kit.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Gives every service its object store. */
@AutoConfiguration
@EnableConfigurationProperties(StoreSettings.class)
class StoreConfiguration {

    // An S3 that hangs must not hold a request for minutes; the SDK tries three times.
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    S3Client s3Client(StoreSettings settings) {
        var client =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.pathStyle())
                        .overrideConfiguration(all -> all.retryStrategy(RetryMode.STANDARD))
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(READ));
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
    ObjectStore objectStore(S3Client s3, StoreSettings settings) {
        var store = new ObjectStore(s3, settings.bucket());
        if (settings.createBucket()) {
            createBucket(store);
        }
        return store;
    }

    private static void createBucket(ObjectStore store) {
        try {
            store.createBucketIfMissing();
        } catch (SdkException away) {
            log.warn("S3 is away; the service is not ready until it is back: {}", away.toString());
        }
    }

    @Bean
    StoreHealth storeHealthIndicator(ObjectStore store, StoreSettings settings) {
        return new StoreHealth(store, settings);
    }

    @Bean
    GarbageController garbageController(
            ObjectStore store,
            List<ReferencedObjects> referenced,
            @Value("${spring.application.name}") String service,
            Clock clock) {
        return new GarbageController(store, referenced, service, clock);
    }
}
