/** Bytes that clients send ahead of an ingestion. */
@NullMarked
package dev.millrace.ingest.upload;

import org.jspecify.annotations.NullMarked;
