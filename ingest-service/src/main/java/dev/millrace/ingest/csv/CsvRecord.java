package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.Mistake;

/** What the parser finds between two line breaks. */
sealed interface CsvRecord {

    record Row(CsvRow row) implements CsvRecord {}

    /** A line without anything: skipped. */
    record Blank() implements CsvRecord {}

    record End() implements CsvRecord {}

    /** Nothing after it can be trusted. */
    record Broken(Mistake mistake) implements CsvRecord {}
}
