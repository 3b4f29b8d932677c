package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.ingest.source.Sha256;
import dev.millrace.kit.store.UnfinishedObject;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Bytes of a source that are stored and hashed as they are read. */
final class Copy extends InputStream {

    private final InputStream source;
    private final String name;
    private final UnfinishedObject target;
    private final LongConsumer onRead;
    private final MessageDigest digest = Sha256.digest();

    /**
     * @param name how messages call the source
     * @param onRead told how many bytes arrived, after each read; may refuse more
     */
    Copy(InputStream source, String name, UnfinishedObject target, LongConsumer onRead) {
        this.source = source;
        this.name = name;
        this.target = target;
        this.onRead = onRead;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = readSource(bytes, offset, length);
        if (read > 0) {
            onRead.accept(read);
            digest.update(bytes, offset, read);
            target.write(bytes, offset, read);
        }
        return read;
    }

    private int readSource(byte[] bytes, int offset, int length) {
        try {
            return source.read(bytes, offset, length);
        } catch (IOException broken) {
            throw new PlatformException(
                    FailureCode.SERVICE_UNAVAILABLE,
                    "%s broke off after %,d bytes: %s"
                            .formatted(name, target.written(), broken.getMessage()),
                    broken);
        }
    }

    /** Of all bytes, in hexadecimal; once, at the end. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
