package dev.millrace.orchestrator.task.sql;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it. Nothing is null, and two quotation marks are an empty text, as PostgreSQL
 * writes and reads it.
 */
final class Csv {

    private static final int LONGEST = 1_000_000;

    private final Reader reader;
    private int next = -2;
    private long line = 1;

    Csv(Reader reader) {
        this.reader = reader;
    }

    /** Where the next record begins, counted from 1. */
    long line() {
        return line;
    }

    static void write(Writer writer, List<? extends @Nullable String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                writer.write(',');
            }
            var value = values.get(i);
            if (value != null) {
                writer.write(needsQuotes(value) ? quoted(value) : value);
            }
        }
        writer.write('\n');
    }

    private static boolean needsQuotes(String value) {
        return value.isEmpty()
                || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || value.isBlank();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    /** The next record; null at the end. */
    @Nullable List<@Nullable String> read() throws IOException {
        if (peek() < 0) {
            return null;
        }
        var values = new ArrayList<@Nullable String>();
        do {
            values.add(value());
        } while (take() == ',');
        line++;
        return values;
    }

    /** Ends before a comma or a line's end. */
    private @Nullable String value() throws IOException {
        if (peek() == '"') {
            return quotedValue();
        }
        var value = new StringBuilder();
        while (peek() >= 0 && peek() != ',' && peek() != '\n') {
            append(value, (char) take());
        }
        if (!value.isEmpty() && peek() != ',' && value.charAt(value.length() - 1) == '\r') {
            value.setLength(value.length() - 1);
        }
        return value.isEmpty() ? null : value.toString();
    }

    private String quotedValue() throws IOException {
        take();
        var value = new StringBuilder();
        while (true) {
            int c = take();
            if (c < 0) {
                throw new IOException("a quotation mark is opened and never closed");
            }
            if (c == '"') {
                if (peek() != '"') {
                    break;
                }
                take();
            }
            line += c == '\n' ? 1 : 0;
            append(value, (char) c);
        }
        if (peek() == '\r') {
            take();
        }
        if (peek() >= 0 && peek() != ',' && peek() != '\n') {
            throw new IOException("a closing quotation mark is followed by more of the value");
        }
        return value.toString();
    }

    private static void append(StringBuilder value, char c) throws IOException {
        if (value.length() >= LONGEST) {
            throw new IOException("a value is longer than %d characters".formatted(LONGEST));
        }
        value.append(c);
    }

    private int peek() throws IOException {
        if (next == -2) {
            next = reader.read();
        }
        return next;
    }

    private int take() throws IOException {
        int taken = peek();
        next = -2;
        return taken;
    }
}
