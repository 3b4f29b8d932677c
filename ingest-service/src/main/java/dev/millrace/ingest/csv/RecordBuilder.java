package dev.millrace.ingest.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds records out of the parser's fields; stops keeping them where a record is too large. */
final class RecordBuilder extends AbstractBaseCsvCallbackHandler<CsvRecord> {

    private final CsvFormat.Dialect dialect;
    private final CsvLimits limits;
    private final Set<String> nullTokens;
    private List<@Nullable String> values = new ArrayList<>();
    private int characters;
    private boolean blank;
    private boolean ended;
    private @Nullable String problem;

    RecordBuilder(CsvFormat.Dialect dialect, CsvLimits limits) {
        this.dialect = dialect;
        this.limits = limits;
        this.nullTokens = new HashSet<>(dialect.nullTokens());
    }

    @Override
    protected void handleBegin(long startingLine) {
        values = new ArrayList<>(values.size());
        characters = 0;
        blank = false;
        problem = null;
    }

    @Override
    protected void handleEmpty() {
        blank = true;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
        characters += length;
        if (length > 0 && text[offset + length - 1] == StrictText.END) {
            ended = index == 0 && !quoted;
            problem = ended ? null : "opens a quote that is never closed";
        } else if (characters > limits.recordCharacters()) {
            problem = tooLong();
        } else if (index >= limits.columns()) {
            problem = "has more than %,d columns".formatted(limits.columns());
        }
        if (problem == null && !ended) {
            values.add(value(new String(text, offset, length), quoted));
        }
    }

    /** Where the record that is being built starts. */
    long line() {
        return getStartingLineNumber();
    }

    String tooLong() {
        return "is longer than %,d characters".formatted(limits.recordCharacters());
    }

    private @Nullable String value(String text, boolean quoted) {
        if (quoted) {
            return text;
        }
        var trimmed = dialect.trim() ? text.strip() : text;
        return nullTokens.contains(trimmed) ? null : trimmed;
    }

    @Override
    protected CsvRecord buildRecord() {
        if (problem != null) {
            return new CsvRecord.Broken(Mistake.at(getStartingLineNumber(), null, problem));
        }
        if (ended) {
            return new CsvRecord.End();
        }
        return blank
                ? new CsvRecord.Blank()
                : new CsvRecord.Row(new CsvRow(getStartingLineNumber(), values));
    }
}
