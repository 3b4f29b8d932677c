package dev.millrace.ingest.dataset;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.DatasetColumn;
import java.util.List;

/**
 * A version that waits to be published.
 *
 * @param hash the identity within the dataset
 */
public record NewVersion(String dataset, String hash, Content content, Origin origin) {

    /**
     * What it holds.
     *
     * @param bytes size of the source
     * @param prefix key prefix of its objects
     * @param sourceKey key of the source file, or key prefix of several
     */
    public record Content(
            long rows, long bytes, List<DatasetColumn> columns, String prefix, String sourceKey) {
        public Content {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Where it comes from.
     *
     * @param source what was asked for
     * @param principal who asked
     */
    public record Origin(String source, CsvOptions options, String principal) {}
}
