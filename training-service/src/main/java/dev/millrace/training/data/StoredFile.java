package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** An object as Parquet wants a file. */
final class StoredFile implements InputFile {

    private final PatientStore store;
    private final String key;
    private final long length;
    private final LocalCopy copy;

    StoredFile(PatientStore store, String key, long length, LocalCopy copy) {
        this.store = store;
        this.key = key;
        this.length = length;
        this.copy = copy;
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
                    byte[] part(long from, int size) throws IOException {
                        return copy.read(key, from, size)
                                .orElseGet(() -> copy.keep(key, from, download(from, size)));
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

    private byte[] download(long from, int size) {
        try {
            return store.range(key, from, size);
        } catch (NoSuchKeyException missing) {
            throw gone(key);
        }
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
