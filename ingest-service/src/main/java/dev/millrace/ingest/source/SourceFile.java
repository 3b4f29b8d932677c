package dev.millrace.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One file of a source, to be read from its beginning. */
public interface SourceFile {

    /** How messages name it. */
    String name();

    Opened open() throws IOException;

    /**
     * Bytes on their way.
     *
     * @param bytes how many there will be; null where the other side does not say
     */
    record Opened(InputStream stream, @Nullable Long bytes) {}
}
