package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.ingest.DatasetColumn;
import java.util.List;

/**
 * What the first pass over a source found.
 *
 * @param bytes of all files together
 */
record Captured(List<RawFile> files, long rows, long bytes, List<DatasetColumn> columns) {

    /** A file of the source as it came, in the store. */
    record RawFile(String key, String hash) {}
}
