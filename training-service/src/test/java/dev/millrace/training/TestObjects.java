package dev.millrace.training;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoreSettings;
import dev.millrace.kit.test.RealParts;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of one's own in the real S3 endpoint, without a Spring context. */
public final class TestObjects {

    private TestObjects() {}

    public static StoreSettings settings() {
        var fresh = RealParts.fresh();
        var key = fresh.get("millrace.store.access-key").toString();
        return new StoreSettings(
                URI.create(fresh.get("millrace.store.endpoint").toString()),
                "us-east-1",
                fresh.get("millrace.store.bucket").toString(),
                key,
                key,
                true,
                false);
    }

    public static ObjectStore fresh() {
        return create(settings());
    }

    public static ObjectStore create(StoreSettings settings) {
        var client =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .endpointOverride(settings.endpoint())
                        .forcePathStyle(true)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                settings.accessKey(), settings.secretKey())))
                        .build();
        client.createBucket(request -> request.bucket(settings.bucket()));
        return new ObjectStore(client, settings.bucket());
    }
}
