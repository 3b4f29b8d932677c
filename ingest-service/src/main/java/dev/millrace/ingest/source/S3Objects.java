package dev.millrace.ingest.source;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object, or all objects below a prefix in the order of their keys. Names that begin with a dot
 * or an underscore are left out, as Spark and Hadoop do: they are no data.
 */
@Component
class S3Objects implements SourceKind {

    private static final Pattern FORM = Pattern.compile("s3://([^/]+)/(.*)");

    private final ObjectStore store;
    private final S3Client s3;

    S3Objects(ObjectStore store, S3Client s3) {
        this.store = store;
        this.s3 = s3;
    }

    @Override
    public boolean handles(String source) {
        return FORM.matcher(source).matches();
    }

    @Override
    public List<SourceFile> find(String source) {
        var parts = FORM.matcher(source);
        if (!parts.matches()) {
            throw new IllegalArgumentException(source);
        }
        String bucket = parts.group(1);
        String key = parts.group(2);
        List<SourceFile> found =
                explained(
                        source,
                        () ->
                                key.isEmpty() || key.endsWith("/")
                                        ? below(bucket, key)
                                        : List.of(object(bucket, key)));
        if (found.isEmpty()) {
            throw notFound("There is no object below " + source + ".");
        }
        return found;
    }

    private SourceFile object(String bucket, String key) {
        long bytes = s3.headObject(request -> request.bucket(bucket).key(key)).contentLength();
        return new ObjectFile(bucket, key, bytes);
    }

    private List<SourceFile> below(String bucket, String prefix) {
        return store.list(bucket, prefix).stream()
                .filter(object -> isData(object.key()))
                .sorted(Comparator.comparing(StoredObject::key))
                .<SourceFile>map(object -> new ObjectFile(bucket, object.key(), object.size()))
                .toList();
    }

    private static boolean isData(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return !name.isEmpty() && !name.startsWith("_") && !name.startsWith(".");
    }

    private static <T> T explained(String source, Supplier<T> access) {
        try {
            return access.get();
        } catch (S3Exception failure) {
            switch (failure.statusCode()) {
                case 404 -> throw notFound("There is no " + source + ".");
                case 403 ->
                        throw new PlatformException(
                                FailureCode.SOURCE_REFUSED,
                                "S3 refuses " + source + " to this service's credentials.",
                                failure);
                default -> throw failure; // S3 is away
            }
        }
    }

    private static PlatformException notFound(String sentence) {
        return new PlatformException(FailureCode.SOURCE_NOT_FOUND, sentence);
    }

    private final class ObjectFile implements SourceFile {

        private final String bucket;
        private final String key;
        private final long bytes;

        ObjectFile(String bucket, String key, long bytes) {
            this.bucket = bucket;
            this.key = key;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return "s3://" + bucket + "/" + key;
        }

        @Override
        public Opened open() {
            return explained(name(), () -> new Opened(store.open(bucket, key), bytes));
        }
    }
}
