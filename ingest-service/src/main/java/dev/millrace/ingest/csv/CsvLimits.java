package dev.millrace.ingest.csv;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds on what a reader keeps in memory.
 *
 * @param recordCharacters of one record, and so of one value
 * @param columns of one file
 */
@ConfigurationProperties("millrace.ingest.csv")
public record CsvLimits(
        @DefaultValue("1048576") int recordCharacters, @DefaultValue("10000") int columns) {}
