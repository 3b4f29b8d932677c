package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.transform.ColumnType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns options into a format and lists everything that is wrong with them. */
final class CsvOptionsCheck {

    private final CsvOptions options;
    private final List<Mistake> mistakes = new ArrayList<>();

    CsvOptionsCheck(CsvOptions options) {
        this.options = options;
    }

    CsvFormat format() {
        var dialect =
                new CsvFormat.Dialect(
                        character("csv.delimiter", options.delimiter(), ','),
                        character("csv.quote", options.quote(), '"'),
                        options.trim() == null || options.trim(),
                        nullTokens());
        if (dialect.delimiter() == dialect.quote()) {
            mistakes.add(Mistake.in("csv.quote", "must differ from the delimiter"));
        }
        var format = new CsvFormat(dialect, encoding(), columns(), types());
        if (!mistakes.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "The CSV options are wrong: " + ReadMistakes.sentence(mistakes.getFirst()),
                    mistakes);
        }
        return format;
    }

    private char character(String field, @Nullable String text, char otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (text.length() != 1 || "\r\n\0".contains(text)) {
            mistakes.add(
                    Mistake.in(field, "must be one character, and neither a line break nor a NUL"));
            return otherwise;
        }
        return text.charAt(0);
    }

    private List<String> nullTokens() {
        return options.nullTokens() == null ? List.of("") : options.nullTokens();
    }

    private @Nullable Charset encoding() {
        if (options.encoding() == null) {
            return null;
        }
        try {
            return Charset.forName(options.encoding());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            mistakes.add(
                    Mistake.in(
                            "csv.encoding",
                            "\"%s\" is not a known encoding; such as UTF-8, UTF-16, ISO-8859-1 or windows-1252"
                                    .formatted(options.encoding())));
            return null;
        }
    }

    private @Nullable List<String> columns() {
        boolean header = options.header() == null || options.header();
        var names = options.columns();
        if (header && names != null) {
            mistakes.add(
                    Mistake.in(
                            "csv.columns",
                            "not allowed where the first record names the columns; set csv.header to false if it does not"));
        }
        if (!header && (names == null || names.isEmpty())) {
            mistakes.add(Mistake.in("csv.columns", "required where csv.header is false"));
        }
        if (header || names == null) {
            return null;
        }
        ColumnNames.check(names, (i, text) -> Mistake.in("csv.columns[" + i + "]", text))
                .forEach(mistakes::add);
        return names;
    }

    private Map<String, ColumnType> types() {
        var types = options.types() == null ? Map.<String, ColumnType>of() : options.types();
        types.forEach((name, type) -> {
            if (type == ColumnType.DOUBLE_ARRAY) {
                mistakes.add(
                        Mistake.in(
                                "csv.types." + name,
                                "a CSV value is no array; make one of numeric columns in the recipe's SQL: array(a, b, …)"));
            }
        });
        var names = options.columns();
        if (names != null) {
            types.keySet().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name ->
                            mistakes.add(
                                    Mistake.in(
                                            "csv.types." + name,
                                            "names no column of csv.columns")));
        }
        return types;
    }
}
