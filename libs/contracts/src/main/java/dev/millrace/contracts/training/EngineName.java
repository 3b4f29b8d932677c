package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What computes a training. Serving is the same for both. */
public enum EngineName {
    @JsonProperty("tensorflow")
    TENSORFLOW,
    @JsonProperty("pytorch")
    PYTORCH
}
