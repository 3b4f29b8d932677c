/** The job that turns a source into a dataset version. */
@NullMarked
package dev.millrace.ingest.ingestion;

import org.jspecify.annotations.NullMarked;
