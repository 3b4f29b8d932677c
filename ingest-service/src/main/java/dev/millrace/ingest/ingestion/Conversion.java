package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.ingest.csv.CsvFile;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.csv.CsvLimits;
import dev.millrace.ingest.csv.CsvRow;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.ingest.schema.TextValues;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.transform.Column;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second pass: turns the stored source into typed Parquet files. */
final class Conversion {

    private final JobContext context;
    private final ObjectStore store;
    private final CsvFormat format;
    private final CsvLimits limits;

    Conversion(JobContext context, ObjectStore store, CsvFormat format, CsvLimits limits) {
        this.context = context;
        this.store = store;
        this.format = format;
        this.limits = limits;
    }

    void run(Captured captured) throws IOException {
        var progress = Progress.writing(context, captured.bytes());
        var columns =
                captured.columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList();
        try (var parts = new Parts(store, context.outputPrefix() + "data/", columns)) {
            for (var file : captured.files()) {
                try (var bytes = new Watched(store.open(file.key()), progress)) {
                    convert(bytes, captured.columns(), parts);
                }
            }
            parts.finish();
        }
    }

    private void convert(InputStream bytes, List<DatasetColumn> columns, Parts parts)
            throws IOException {
        var csv = new CsvFile(bytes, format, limits, new ReadMistakes());
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        CsvRow row;
        while ((row = csv.next()) != null) {
            values.clear();
            for (int i = 0; i < columns.size(); i++) {
                var text = row.values().get(i);
                values.add(text == null ? null : TextValues.read(columns.get(i).type(), text));
            }
            parts.write(values);
        }
    }

    private static final class Watched extends FilterInputStream {

        private final Progress progress;

        Watched(InputStream stream, Progress progress) {
            super(stream);
            this.progress = progress;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            progress.add(Math.max(read, 0));
            return read;
        }
    }
}
