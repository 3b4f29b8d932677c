package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a convolution does at the edge. */
public enum Padding {
    /** Zeros around, half before and half (rounded up) after: with stride 1 the size stays. */
    @JsonProperty("same")
    SAME,
    /** Only where the kernel fits. */
    @JsonProperty("valid")
    VALID
}
