package dev.millrace.ingest.ingestion;

import dev.millrace.ingest.parquet.RowFile;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.UnfinishedObject;
import dev.millrace.transform.Column;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in as many Parquet objects as they need. Closed without being finished, the last is dropped.
 */
final class Parts implements AutoCloseable {

    // Small enough that readers share the work, large enough that few objects are opened.
    private static final long ROWS_PER_PART = 1_000_000;

    private final ObjectStore store;
    private final String prefix;
    private final List<Column> columns;
    private @Nullable UnfinishedObject object;
    private @Nullable RowFile file;
    private int parts;
    private long rows;

    Parts(ObjectStore store, String prefix, List<Column> columns) {
        this.store = store;
        this.prefix = prefix;
        this.columns = columns;
    }

    void write(List<@Nullable Object> row) throws IOException {
        if (file == null) {
            object = store.create("%spart-%05d.parquet".formatted(prefix, parts++));
            file = new RowFile(object, columns);
        }
        file.write(row);
        if (++rows % ROWS_PER_PART == 0) {
            finish();
        }
    }

    void finish() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() {
        if (object != null) {
            object.abort(); // does nothing to an object that is complete
        }
    }
}
