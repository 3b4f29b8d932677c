package dev.millrace.ingest.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a CSV file.
 *
 * @param line where it starts, counted from 1
 * @param values one per column; null where the text is a null token
 */
public record CsvRow(long line, List<@Nullable String> values) {}
