package dev.millrace.kit.store;

import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Gives every service its object store. */
@AutoConfiguration
@EnableConfigurationProperties(StoreSettings.class)
class StoreConfiguration {

    private static final Logger log = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    S3Client s3Client(StoreSettings settings) {
        return StoreConnection.client(settings);
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
