package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a pipeline's parameter may be. Dates, instants and durations are written as text. */
public enum ParameterType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /** Such as {@code 2026-03-01}. */
    DATE,
    /** Such as {@code 2026-03-01T12:00:00Z}, or with another offset. */
    INSTANT,
    /** Such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}. */
    DURATION,
    LIST,
    MAPPING;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
