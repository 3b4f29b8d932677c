package dev.millrace.contracts.ingest;

import dev.millrace.transform.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to read the bytes of a CSV source. Every option has a default; part of a version's identity.
 *
 * @param delimiter one character; default {@code ,}
 * @param quote one character; default {@code "}; doubled inside a quoted value
 * @param encoding a charset name; default UTF-8; a byte order mark is recognised and removed
 * @param header whether the first record names the columns; default true
 * @param columns names of the columns, in order; required without a header, not allowed with one
 * @param nullTokens texts that mean null when not quoted; default the empty text only
 * @param trim whether blanks around unquoted values are removed; default true
 * @param types declared types by column; a value that does not fit is refused with its line. Others
 *     are inferred
 */
public record CsvOptions(
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String encoding,
        @Nullable Boolean header,
        @Nullable List<String> columns,
        @Nullable List<String> nullTokens,
        @Nullable Boolean trim,
        @Nullable Map<String, ColumnType> types) {

    public static CsvOptions defaults() {
        return new CsvOptions(null, null, null, null, null, null, null, null);
    }
}
