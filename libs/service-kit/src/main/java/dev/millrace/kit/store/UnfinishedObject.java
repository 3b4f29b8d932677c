package dev.millrace.kit.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that is being written. It exists once {@link #close()} has returned; after {@link
 * #abort()} it never will. Holds one part in memory.
 */
public final class UnfinishedObject extends OutputStream {

    // S3 wants parts of 5 MiB to 5 GiB, at most 10,000 of them: with this size an object may have
    // 80 GB.
    private static final int PART_BYTES = 8 << 20;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[64 << 10];
    private int filled;
    private long written;
    private @Nullable String upload;
    private boolean closed;

    UnfinishedObject(S3Client s3, String bucket, String key) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
    }

    /** How many bytes were written so far. */
    public long written() {
        return written;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the object " + key + " is already finished");
        }
        int from = offset;
        int left = length;
        while (left > 0) {
            int now = Math.min(left, PART_BYTES - filled);
            ensureRoom(filled + now);
            System.arraycopy(bytes, from, buffer, filled, now);
            filled += now;
            from += now;
            left -= now;
            if (filled == PART_BYTES) {
                sendPart();
            }
        }
        written += length;
    }

    /** Makes the object appear. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (upload == null) {
                s3.putObject(request -> request.bucket(bucket).key(key), body());
            } else {
                if (filled > 0) {
                    sendPart();
                }
                complete(upload);
            }
        } catch (SdkException failure) {
            throw new IOException("could not finish the object " + key, failure);
        }
    }

    /** Gives up: nothing of the object remains. Does nothing after {@link #close()}. */
    public void abort() {
        if (closed) {
            return;
        }
        closed = true;
        if (upload != null) {
            String id = upload;
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
        }
    }

    private void sendPart() throws IOException {
        try {
            String id = uploadId();
            int number = parts.size() + 1;
            var sent =
                    s3.uploadPart(
                            request ->
                                    request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                            body());
            parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
            filled = 0;
        } catch (SdkException failure) {
            throw new IOException("could not write a part of the object " + key, failure);
        }
    }

    private void complete(String id) {
        s3.completeMultipartUpload(request ->
                request.bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(upload -> upload.parts(parts)));
    }

    private String uploadId() {
        if (upload == null) {
            upload =
                    s3.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
        }
        return upload;
    }

    private RequestBody body() {
        return RequestBody.fromByteBuffer(java.nio.ByteBuffer.wrap(buffer, 0, filled));
    }

    private void ensureRoom(int bytes) {
        if (bytes > buffer.length) {
            buffer =
                    java.util.Arrays.copyOf(
                            buffer, Math.min(PART_BYTES, Math.max(bytes, buffer.length * 2)));
        }
    }
}
