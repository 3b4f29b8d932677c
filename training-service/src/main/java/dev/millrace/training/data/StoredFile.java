package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** An object as Parquet wants a file. */
final class StoredFile implements InputFile {

    private final PatientStore store;
    private final String key;
    private final long length;

    StoredFile(PatientStore store, String key, long length) {
        this.store = store;
        this.key = key;
        this.length = length;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public SeekableInputStream newStream() {
        var bytes =
                new PatientStream(store, key, length) {
                    @Override
                    RuntimeException gone(NoSuchKeyException missing) {
                        return StoredFile.gone(key);
                    }
                };
        return new DelegatingSeekableInputStream(bytes) {
            @Override
            public long getPos() {
                return bytes.position();
            }

            @Override
            public void seek(long position) {
                bytes.seek(position);
            }
        };
    }

    static PlatformException gone(String key) {
        return new PlatformException(
                FailureCode.PREPARED_DATA_NOT_FOUND,
                "%s is gone: the prepared data was deleted while it was needed. Prepare the data again."
                        .formatted(key));
    }

    @Override
    public String toString() {
        return key;
    }
}
