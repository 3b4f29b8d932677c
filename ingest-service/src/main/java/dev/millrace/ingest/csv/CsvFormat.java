package dev.millrace.ingest.csv;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.transform.ColumnType;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV source is read: {@link CsvOptions} checked and with every default filled in.
 *
 * @param encoding null where none is declared: then a byte order mark decides, or else it is UTF-8
 * @param columns the given names; null where the first record names the columns
 * @param types declared types by column name
 */
public record CsvFormat(
        Dialect dialect,
        @Nullable Charset encoding,
        @Nullable List<String> columns,
        Map<String, ColumnType> types) {

    public CsvFormat {
        columns = columns == null ? null : List.copyOf(columns);
        types = Map.copyOf(types);
    }

    /** The characters that give a text its shape. */
    public record Dialect(char delimiter, char quote, boolean trim, List<String> nullTokens) {
        public Dialect {
            nullTokens = List.copyOf(new TreeSet<>(nullTokens));
        }
    }

    /** Checks the options; refuses them with every mistake that they hold. */
    public static CsvFormat of(@Nullable CsvOptions options) {
        return new CsvOptionsCheck(options == null ? CsvOptions.defaults() : options).format();
    }

    public boolean hasHeader() {
        return columns == null;
    }

    /**
     * The same format as options, with nothing left to a default, except that an encoding which was
     * not declared stays so: a byte order mark decides again.
     */
    public CsvOptions canonical() {
        return new CsvOptions(
                String.valueOf(dialect.delimiter()),
                String.valueOf(dialect.quote()),
                encoding == null ? null : encoding.name(),
                hasHeader(),
                columns,
                dialect.nullTokens(),
                dialect.trim(),
                new TreeMap<>(types));
    }
}
