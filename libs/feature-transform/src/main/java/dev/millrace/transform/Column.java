package dev.millrace.transform;

/** A named, typed raw column. */
public record Column(String name, ColumnType type) {}
