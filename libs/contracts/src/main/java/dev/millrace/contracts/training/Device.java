package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a training computes. */
public enum Device {
    @JsonProperty("cpu")
    CPU,
    /** Fails clearly where there is none. */
    @JsonProperty("gpu")
    GPU,
    /** A GPU where there is one. */
    @JsonProperty("auto")
    AUTO
}
