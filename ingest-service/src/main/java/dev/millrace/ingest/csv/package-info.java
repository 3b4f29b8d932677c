/** Reads CSV strictly and lazily: text, records and names, every mistake with its line. */
@NullMarked
package dev.millrace.ingest.csv;

import org.jspecify.annotations.NullMarked;
