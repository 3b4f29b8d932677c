package dev.millrace.training.worker;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoreSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The object store without an application context. */
final class StoreConnection {

    private StoreConnection() {}

    static ObjectStore open(StoreSettings settings) {
        var client =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.pathStyle())
                        .httpClientBuilder(ApacheHttpClient.builder());
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
        }
        if (settings.accessKey() != null && settings.secretKey() != null) {
            client.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(
                                    settings.accessKey(), settings.secretKey())));
        }
        return new ObjectStore(client.build(), settings.bucket());
    }
}
