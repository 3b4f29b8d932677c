package dev.millrace.ingest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one CSV file, read once, in order and in constant memory. The stream belongs to
 * who opened it and is not closed here.
 */
public final class CsvFile {

    private final CsvFormat format;
    private final ReadMistakes mistakes;
    private final RecordBuilder builder;
    private final Iterator<CsvRecord> records;
    private final List<String> columns;

    /** Reads as far as the names of the columns. */
    public CsvFile(InputStream bytes, CsvFormat format, CsvLimits limits, ReadMistakes mistakes)
            throws IOException {
        this.format = format;
        this.mistakes = mistakes;
        this.builder = new RecordBuilder(format.dialect(), limits);
        this.records = records(bytes, limits);
        this.columns = format.columns() == null ? header() : format.columns();
    }

    private Iterator<CsvRecord> records(InputStream bytes, CsvLimits limits) throws IOException {
        try {
            return CsvReader.builder()
                    .fieldSeparator(format.dialect().delimiter())
                    .quoteCharacter(format.dialect().quote())
                    .trimWhitespacesAroundQuotes(format.dialect().trim())
                    .skipEmptyLines(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .maxBufferSize(Math.max(limits.recordCharacters(), 1 << 16))
                    .build(builder, ByteOrderMark.decode(bytes, format.encoding()))
                    .iterator();
        } catch (StrictText.Unreadable unreadable) {
            throw mistakes.fatal(unreadable.mistake());
        }
    }

    public List<String> columns() {
        return columns;
    }

    /** The next row that has one value per column; null at the end. */
    public @Nullable CsvRow next() throws IOException {
        for (var row = nextRecord(); row != null; row = nextRecord()) {
            if (row.values().size() == columns.size()) {
                return row;
            }
            mistakes.add(
                    Mistake.at(
                            row.line(),
                            null,
                            "expected %d values, found %d"
                                    .formatted(columns.size(), row.values().size())));
        }
        return null;
    }

    private List<String> header() throws IOException {
        var row = nextRecord();
        if (row == null) {
            throw mistakes.fatal(
                    Mistake.at(1, null, "is empty; expected a record with the column names"));
        }
        var names = new ArrayList<String>();
        row.values().forEach(name -> names.add(name == null ? "" : name.strip()));
        ColumnNames.check(names, (i, text) -> Mistake.at(row.line(), names.get(i), text))
                .forEach(mistakes::add);
        format.types().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> mistakes.add(undeclared(row.line(), name)));
        return names;
    }

    private static Mistake undeclared(long line, String name) {
        return Mistake.at(
                line, name, "has a declared type in csv.types, but there is no such column");
    }

    private @Nullable CsvRow nextRecord() throws IOException {
        while (true) {
            switch (parse()) {
                case CsvRecord.Row row -> {
                    return row.row();
                }
                case CsvRecord.Broken broken -> throw mistakes.fatal(broken.mistake());
                case CsvRecord.End _ -> {
                    return null;
                }
                case CsvRecord.Blank _ -> {}
            }
        }
    }

    private CsvRecord parse() throws IOException {
        try {
            return records.hasNext() ? records.next() : new CsvRecord.End();
        } catch (UncheckedIOException failure) {
            if (failure.getCause() instanceof StrictText.Unreadable unreadable) {
                throw mistakes.fatal(unreadable.mistake());
            }
            throw failure.getCause();
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof RuntimeException cause) {
                throw cause instanceof CsvParseException inner ? malformed(inner) : cause;
            }
            throw malformed(malformed);
        }
    }

    private PlatformException malformed(CsvParseException exception) {
        String problem = String.valueOf(exception.getMessage());
        return mistakes.fatal(
                Mistake.at(
                        builder.line(),
                        null,
                        problem.startsWith("The maximum buffer size")
                                ? builder.tooLong() + ", or opens a quote that is never closed"
                                : problem));
    }
}
