package dev.millrace.kit.store;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** How the platform reaches S3, with or without an application context. */
public final class StoreConnection {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private StoreConnection() {}

    /**
     * For processes that are no Spring application; the connection lasts as long as the process.
     */
    public static ObjectStore open(StoreSettings settings) {
        return new ObjectStore(client(settings), settings.bucket());
    }

    static S3Client client(StoreSettings settings) {
        var client =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.pathStyle())
                        .overrideConfiguration(all -> all.retryStrategy(RetryMode.STANDARD))
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(settings.timeout()));
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
}
