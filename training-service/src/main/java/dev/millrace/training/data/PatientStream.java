package dev.millrace.training.data;

import java.io.IOException;
import java.io.InputStream;

/** An object from any place of it on, fetched a window at a time. */
public class PatientStream extends InputStream {

    private static final int WINDOW = 1 << 20;
    private static final int LARGEST_WINDOW = 8 << 20;

    private final PatientStore store;
    private final String key;
    private final long length;
    private byte[] window = new byte[0];
    private long windowStart;
    private long position;

    PatientStream(PatientStore store, String key, long length) {
        this.store = store;
        this.key = key;
        this.length = length;
    }

    long position() {
        return position;
    }

    void seek(long place) {
        position = place;
    }

    /** A part of the object. */
    byte[] part(long from, int size) throws IOException {
        return store.range(key, from, size);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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

    private void fetch(int most) throws IOException {
        window = part(position, (int) Math.min(most, length - position));
        windowStart = position;
    }
}
