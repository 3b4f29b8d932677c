package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** An object as Parquet wants a file: any place of it, read by ranges. Nothing touches the disk. */
final class StoredFile implements InputFile {

    private final ObjectStore store;
    private final String key;
    private final long length;

    StoredFile(ObjectStore store, String key, long length) {
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
        var ranges = new Ranges(store, key, length);
        return new DelegatingSeekableInputStream(ranges) {
            @Override
            public long getPos() {
                return ranges.position;
            }

            @Override
            public void seek(long position) {
                ranges.position = position;
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

    /** Fetches a window at a time. */
    private static final class Ranges extends InputStream {

        private static final int WINDOW = 1 << 20;
        private static final int LARGEST_WINDOW = 8 << 20;

        private final ObjectStore store;
        private final String key;
        private final long length;
        private byte[] window = new byte[0];
        private long windowStart;
        private long position;

        Ranges(ObjectStore store, String key, long length) {
            this.store = store;
            this.key = key;
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        private void fetch(int most) {
            int size = (int) Math.min(most, length - position);
            try {
                window = Patience.insist("read " + key, () -> store.readRange(key, position, size));
                windowStart = position;
            } catch (NoSuchKeyException missing) {
                throw gone(key);
            }
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            if (position >= length) {
                return -1;
            }
            if (position < windowStart || position >= windowStart + window.length) {
                fetch(Math.clamp(wanted, WINDOW, LARGEST_WINDOW));
            }
            int from = (int) (position - windowStart);
            int count = Math.min(wanted, window.length - from);
            System.arraycopy(window, from, target, offset, count);
            position += count;
            return count;
        }
    }
}
