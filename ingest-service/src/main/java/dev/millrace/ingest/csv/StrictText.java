package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes strictly: bytes that are no text in this encoding are refused with their line, never
 * replaced; so is a NUL. The text ends with a line break and {@link #END}, which the data cannot
 * hold: a parser that meets END inside a quoted value knows that its quote was never closed.
 */
final class StrictText extends Reader {

    static final char END = '\0';

    private static final int BUFFER = 1 << 16;

    private final InputStream bytes;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer undecoded = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer epilogue = CharBuffer.wrap(new char[] {'\n', END});
    private boolean bytesEnded;
    private boolean textEnded;
    private @Nullable String problem;
    private long line = 1;
    private char last;

    /** Thrown through the parser, which knows only IOException. */
    static final class Unreadable extends IOException {
        private final transient Mistake mistake;

        Unreadable(Mistake mistake) {
            super(mistake.message());
            this.mistake = mistake;
        }

        Mistake mistake() {
            return mistake;
        }
    }

    StrictText(InputStream bytes, Charset encoding) {
        this.bytes = bytes;
        this.encoding = encoding;
        this.decoder = encoding.newDecoder(); // reports by default
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int decoded = textEnded ? 0 : decode(CharBuffer.wrap(target, offset, length));
        return decoded > 0 ? upToNul(target, offset, decoded) : rest(target, offset, length);
    }

    /**
     * Problems are kept until the text before them is handed out: only then is their line known.
     */
    private int decode(CharBuffer target) throws IOException {
        int start = target.position();
        while (problem == null) {
            if (decoder.decode(undecoded, target, bytesEnded).isError()) {
                problem = "holds bytes that are not " + encoding + "; name the right csv.encoding";
            }
            if (target.position() == start && bytesEnded && problem == null) {
                decoder.flush(target);
                textEnded = true;
                return target.position() - start;
            }
            if (target.position() > start) {
                return target.position() - start;
            }
            fill();
        }
        return fail(problem);
    }

    private int rest(char[] target, int offset, int length) {
        int rest = Math.min(length, epilogue.remaining());
        epilogue.get(target, offset, rest);
        return rest == 0 ? -1 : rest;
    }

    private void fill() throws IOException {
        undecoded.compact();
        int read =
                bytes.read(
                        undecoded.array(),
                        undecoded.arrayOffset() + undecoded.position(),
                        undecoded.remaining());
        if (read < 0) {
            bytesEnded = true;
        } else {
            undecoded.position(undecoded.position() + read);
        }
        undecoded.flip();
    }

    private int upToNul(char[] text, int offset, int length) throws Unreadable {
        for (int i = 0; i < length; i++) {
            char next = text[offset + i];
            if (next == END) {
                problem = "holds a NUL character, which no text has; name the right csv.encoding";
                return i > 0 ? i : fail(problem);
            }
            if (next == '\r' || (next == '\n' && last != '\r')) {
                line++;
            }
            last = next;
        }
        return length;
    }

    private int fail(String message) throws Unreadable {
        throw new Unreadable(Mistake.at(line, null, message));
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
