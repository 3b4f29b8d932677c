package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The mark that some programs write at the beginning of a text to say how it is encoded. */
enum ByteOrderMark {
    UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
    UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
    UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE);

    private static final int LONGEST = 3;

    private final Charset encoding;
    private final byte[] mark;

    ByteOrderMark(Charset encoding, int... mark) {
        this.encoding = encoding;
        this.mark = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            this.mark[i] = (byte) mark[i];
        }
    }

    /**
     * The text without its mark, decoded as declared, or as the mark says, or else as UTF-8. A mark
     * that contradicts the declared encoding is refused.
     */
    static StrictText decode(InputStream source, @Nullable Charset declared) throws IOException {
        var bytes = new PushbackInputStream(source, LONGEST);
        byte[] start = bytes.readNBytes(LONGEST);
        for (var candidate : values()) {
            if (startsWith(start, candidate.mark)) {
                bytes.unread(start, candidate.mark.length, start.length - candidate.mark.length);
                return new StrictText(bytes, candidate.agreeingWith(declared));
            }
        }
        bytes.unread(start);
        return new StrictText(bytes, declared == null ? StandardCharsets.UTF_8 : declared);
    }

    private Charset agreeingWith(@Nullable Charset declared) throws StrictText.Unreadable {
        boolean agrees =
                declared == null
                        || declared.equals(encoding)
                        || (declared.equals(StandardCharsets.UTF_16) && this != UTF_8);
        if (!agrees) {
            throw new StrictText.Unreadable(
                    Mistake.at(
                            1,
                            null,
                            "begins with the byte order mark of %s, but csv.encoding says %s"
                                    .formatted(encoding, declared)));
        }
        return encoding;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
