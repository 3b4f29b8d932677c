package dev.millrace.orchestrator.definition;

/** Where something stands in a definition's text; both counted from 1. */
record Place(long line, long column) {}
