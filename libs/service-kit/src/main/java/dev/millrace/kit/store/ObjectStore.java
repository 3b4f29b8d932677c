package dev.millrace.kit.store;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * The platform's bucket. Every service writes below its own name and reads everywhere. When S3 is
 * away, the SDK's exceptions come through; they are rendered as STORE_UNAVAILABLE.
 */
public final class ObjectStore {

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_DELETED_AT_ONCE = 1000;

    private final S3Client s3;
    private final String bucket;

    public ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    public String bucket() {
        return bucket;
    }

    /** {@code s3://bucket/key}. */
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    /** The key in a URI that {@link #uri} made; a URI of another bucket is refused. */
    public String keyOf(String uri) {
        String start = "s3://" + bucket + "/";
        if (!uri.startsWith(start)) {
            throw new IllegalArgumentException(uri + " is not in bucket " + bucket);
        }
        return uri.substring(start.length());
    }

    public void put(String key, byte[] bytes) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    public void put(String key, Path file) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
    }

    /**
     * A stream of any length into an object, with constant memory; the object appears when the
     * stream is closed.
     */
    public UnfinishedObject create(String key) {
        return new UnfinishedObject(s3, bucket, key);
    }

    /** Closing early abandons the rest without reading it. */
    public InputStream open(String key) {
        return open(bucket, key);
    }

    /** Any bucket that the credentials may read. */
    public InputStream open(String otherBucket, String key) {
        var response = s3.getObject(request -> request.bucket(otherBucket).key(key));
        return new java.io.FilterInputStream(response) {
            @Override
            public void close() throws IOException {
                response.abort();
                super.close();
            }
        };
    }

    /** The bytes from {@code from} (inclusive), {@code length} of them. */
    public byte[] readRange(String key, long from, int length) {
        return s3.getObject(
                request ->
                        request.bucket(bucket)
                                .key(key)
                                .range("bytes=" + from + "-" + (from + length - 1)),
                (response, body) -> exactly(length, body));
    }

    /** Straight into an array of that size; the SDK tries again what is retryable. */
    private static byte[] exactly(int length, InputStream body) {
        var bytes = new byte[length];
        try {
            int count = body.readNBytes(bytes, 0, length);
            if (count < length) {
                throw RetryableException.create(
                        "The answer ended after %d of %d bytes.".formatted(count, length));
            }
            return bytes;
        } catch (IOException broken) {
            throw RetryableException.create("The answer broke off.", broken);
        }
    }

    /** A whole object of at most {@code maxBytes}. */
    public byte[] read(String key, int maxBytes) {
        if (size(key) > maxBytes) {
            throw new PlatformException(
                    FailureCode.INTERNAL_ERROR,
                    "The object %s is larger than the %d bytes that it may have."
                            .formatted(key, maxBytes));
        }
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArrayUnsafe();
    }

    public boolean exists(String key) {
        try {
            s3.headObject(request -> request.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException absent) {
            return false;
        }
    }

    public long size(String key) {
        return s3.headObject(request -> request.bucket(bucket).key(key)).contentLength();
    }

    /** All objects below a prefix, in the order of their keys. */
    public List<StoredObject> list(String prefix) {
        return list(bucket, prefix);
    }

    /** Any bucket that the credentials may read. */
    public List<StoredObject> list(String otherBucket, String prefix) {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(otherBucket).prefix(prefix))
                .contents()
                .stream()
                .map(found -> new StoredObject(found.key(), found.size(), found.lastModified()))
                .toList();
    }

    /** One object of any bucket that the credentials may read; empty if it is not there. */
    public Optional<StoredObject> find(String otherBucket, String key) {
        try {
            var found = s3.headObject(request -> request.bucket(otherBucket).key(key));
            return Optional.of(new StoredObject(key, found.contentLength(), found.lastModified()));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        }
    }

    /**
     * Some objects of any bucket that the credentials may read, in the order of their keys: at most
     * 1000, from the first one after a key. They are fewer where S3 likes it so.
     */
    public StoredPage page(String otherBucket, String prefix, @Nullable String after) {
        var page =
                s3.listObjectsV2(
                        request -> request.bucket(otherBucket).prefix(prefix).startAfter(after));
        var objects =
                page.contents().stream()
                        .map(found ->
                                new StoredObject(found.key(), found.size(), found.lastModified()))
                        .toList();
        boolean more = Boolean.TRUE.equals(page.isTruncated()) && !objects.isEmpty();
        return new StoredPage(objects, more ? objects.getLast().key() : null);
    }

    public void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += MOST_DELETED_AT_ONCE) {
            var some =
                    keys.subList(from, Math.min(keys.size(), from + MOST_DELETED_AT_ONCE)).stream()
                            .map(key -> ObjectIdentifier.builder().key(key).build())
                            .toList();
            s3.deleteObjects(request ->
                    request.bucket(bucket).delete(delete -> delete.objects(some).quiet(true)));
        }
    }

    public void deletePrefix(String prefix) {
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a prefix to delete must end with a slash: " + prefix);
        }
        delete(list(prefix).stream().map(StoredObject::key).toList());
    }

    /** Throws unless the bucket answers. */
    void ping() {
        s3.headBucket(request ->
                request.bucket(bucket)
                        .overrideConfiguration(call -> call.apiCallTimeout(PING_TIMEOUT)));
    }

    void createBucketIfMissing() {
        try {
            ping();
        } catch (NoSuchBucketException missing) {
            try {
                s3.createBucket(request -> request.bucket(bucket));
            } catch (software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException
                    | software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException
                            another) {
                ping(); // another service of ours was faster
            }
        }
    }
}
