package dev.millrace.contracts.ingest;

import java.util.List;
import java.util.Map;

/** The first rows of a version, by column name. */
public record Preview(List<DatasetColumn> columns, List<Map<String, Object>> rows) {}
