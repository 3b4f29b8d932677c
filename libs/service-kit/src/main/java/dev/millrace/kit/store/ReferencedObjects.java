package dev.millrace.kit.store;

import java.util.Set;

/** Which of a service's objects its rows refer to. What no bean of this type names may be swept. */
@FunctionalInterface
public interface ReferencedObjects {

    /** Key prefixes, complete with the service's own, such as {@code ingest/ingestion/…/1/}. */
    Set<String> prefixes();
}
