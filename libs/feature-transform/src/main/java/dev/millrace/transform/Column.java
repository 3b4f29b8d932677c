package dev.millrace.transform;

import java.io.Serializable;

/** A named, typed raw column. */
public record Column(String name, ColumnType type) implements Serializable {}
