/** Finds and opens the bytes that an ingestion names, and refuses what it must not read. */
@NullMarked
package dev.millrace.ingest.source;

import org.jspecify.annotations.NullMarked;
