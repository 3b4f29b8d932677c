package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a window is passed on. */
public enum Pooling {
    @JsonProperty("max")
    MAX,
    @JsonProperty("average")
    AVERAGE
}
