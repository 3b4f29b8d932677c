package dev.millrace.contracts.ingest;

/**
 * Bytes that wait to be ingested. Unused uploads are removed after a day.
 *
 * @param source to be named as the {@code source} of an ingestion
 */
public record Upload(String source, long bytes, String sha256) {}
