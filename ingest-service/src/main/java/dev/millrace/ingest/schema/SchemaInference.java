package dev.millrace.ingest.schema;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.ingest.csv.CsvRow;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.transform.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The schema of rows, found in all of them. */
public final class SchemaInference {

    private final List<String> names;
    private final List<ColumnFinding> findings = new ArrayList<>();
    private final long[] nulls;
    private long rows;

    public SchemaInference(
            List<String> names, Map<String, ColumnType> declared, ReadMistakes mistakes) {
        this.names = List.copyOf(names);
        this.nulls = new long[names.size()];
        for (var name : names) {
            var type = declared.get(name);
            findings.add(
                    type == null ? new InferredColumn() : new DeclaredColumn(name, type, mistakes));
        }
    }

    public void add(CsvRow row) {
        rows++;
        for (int i = 0; i < nulls.length; i++) {
            var text = row.values().get(i);
            if (text == null) {
                nulls[i]++;
            } else {
                findings.get(i).add(row.line(), text);
            }
        }
    }

    public long rows() {
        return rows;
    }

    public List<DatasetColumn> columns() {
        var columns = new ArrayList<DatasetColumn>();
        for (int i = 0; i < nulls.length; i++) {
            columns.add(findings.get(i).result(names.get(i), nulls[i]));
        }
        return columns;
    }
}
