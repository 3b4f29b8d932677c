package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoreSettings;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.kit.test.RealParts;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of one's own in the real S3 endpoint, without a Spring context. */
public final class TestObjects {

    private TestObjects() {}

    public static StoreSettings settings() {
        return settings(RealParts.fresh());
    }

    /** What a service with these properties would use. */
    public static StoreSettings settings(Map<String, Object> fresh) {
        return new Binder(new MapConfigurationPropertySource(fresh))
                .bind("millrace.store", StoreSettings.class)
                .get();
    }

    public static ObjectStore fresh() {
        return create(settings());
    }

    public static ObjectStore create(StoreSettings settings) {
        return bucket(settings).store();
    }

    public static Bucket bucket() {
        return bucket(settings());
    }

    private static Bucket bucket(StoreSettings settings) {
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
        var bucket = new Bucket(client, settings.bucket());
        bucket.create();
        return bucket;
    }

    /** A bucket that comes and goes. */
    public record Bucket(S3Client client, String name) {

        public ObjectStore store() {
            return new ObjectStore(client, name);
        }

        public void create() {
            if (!isThere()) {
                client.createBucket(request -> request.bucket(name));
            }
        }

        /** With all that is in it, even if more comes in meanwhile. */
        public void remove() {
            while (isThere()) {
                store().delete(store().list("").stream().map(StoredObject::key).toList());
                try {
                    client.deleteBucket(request -> request.bucket(name));
                } catch (S3Exception notEmpty) {
                    assertThat(notEmpty.statusCode()).isEqualTo(409);
                }
            }
        }

        private boolean isThere() {
            return client.listBuckets().buckets().stream().anyMatch(one -> one.name().equals(name));
        }
    }
}
