package dev.millrace.ingest.dataset;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.Preview;
import dev.millrace.ingest.csv.CsvFile;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.csv.CsvLimits;
import dev.millrace.ingest.csv.CsvRow;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.ingest.schema.TextValues;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The first rows of a version. They are read from the source again, with the version's own options
 * and types: the same code that wrote its Parquet, and no need to fetch a whole Parquet file.
 */
@Component
class Previews {

    private final ObjectStore store;
    private final CsvLimits limits;

    Previews(ObjectStore store, CsvLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    Preview first(int rows, DatasetVersion version, CsvOptions options) throws IOException {
        var format = CsvFormat.of(options);
        var found = new ArrayList<Map<String, Object>>();
        for (StoredObject file : store.list(store.keyOf(version.sourceLocation()))) {
            try (var bytes = store.open(file.key())) {
                var csv = new CsvFile(bytes, format, limits, new ReadMistakes());
                CsvRow row;
                while (found.size() < rows && (row = csv.next()) != null) {
                    found.add(values(version.columns(), row));
                }
            }
            if (found.size() >= rows) {
                break;
            }
        }
        return new Preview(version.columns(), found);
    }

    @SuppressWarnings("NullAway") // a map of JSON: nulls are values of the data
    private static Map<String, Object> values(List<DatasetColumn> columns, CsvRow row) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < columns.size(); i++) {
            var text = row.values().get(i);
            values.put(
                    columns.get(i).name(),
                    text == null ? null : TextValues.read(columns.get(i).type(), text));
        }
        return values;
    }
}
