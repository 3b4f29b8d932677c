package dev.millrace.ingest.source;

import java.util.List;

/** A place that sources may lie in. */
public interface SourceKind {

    boolean handles(String source);

    /**
     * The files of a source, in their order; at least one.
     *
     * @throws dev.millrace.contracts.failure.PlatformException SOURCE_NOT_FOUND or SOURCE_REFUSED
     */
    List<SourceFile> find(String source);
}
