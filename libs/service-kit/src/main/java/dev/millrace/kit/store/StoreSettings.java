package dev.millrace.kit.store;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where objects are.
 *
 * @param endpoint another S3 than the region's own, such as the local one
 * @param accessKey without it the usual AWS credentials chain decides
 * @param pathStyle whether the bucket stands in the path instead of in the host name
 * @param createBucket whether a missing bucket is created; meant for laptops and tests
 * @param timeout how long an answer may let wait before it is asked for again, three times in all
 */
@ConfigurationProperties("millrace.store")
public record StoreSettings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("millrace") String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("false") boolean pathStyle,
        @DefaultValue("false") boolean createBucket,
        @DefaultValue("10s") Duration timeout) {}
