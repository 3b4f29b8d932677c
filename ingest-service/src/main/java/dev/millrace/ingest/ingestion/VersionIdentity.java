package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.source.Sha256;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** What makes two versions the same: content, parse options and schema. */
final class VersionIdentity {

    // Raised when the rules change by which the same bytes become other rows.
    private static final String RULES = "millrace-csv-1";

    private VersionIdentity() {}

    static String of(List<String> fileHashes, CsvFormat format, List<DatasetColumn> columns) {
        var hash = new Sha256().add(RULES);
        addList(hash, fileHashes);
        addFormat(hash, format);
        hash.add(Integer.toString(columns.size()));
        columns.forEach(column -> hash.add(column.name()).add(column.type().name()));
        return hash.hex();
    }

    private static void addFormat(Sha256 hash, CsvFormat format) {
        var dialect = format.dialect();
        Charset encoding = format.encoding() == null ? StandardCharsets.UTF_8 : format.encoding();
        hash.add(String.valueOf(dialect.delimiter()))
                .add(String.valueOf(dialect.quote()))
                .add(Boolean.toString(dialect.trim()))
                .add(encoding.name())
                .add(Boolean.toString(format.hasHeader()));
        addList(hash, dialect.nullTokens());
        addList(hash, format.columns() == null ? List.of() : format.columns());
        hash.add(Integer.toString(format.types().size()));
        new TreeMap<>(format.types()).forEach((name, type) -> hash.add(name).add(type.name()));
    }

    private static void addList(Sha256 hash, List<String> parts) {
        hash.add(Integer.toString(parts.size()));
        parts.forEach(hash::add);
    }
}
