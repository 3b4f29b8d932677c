package dev.millrace.training.fit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a fit ended. */
public enum Ending {
    @JsonProperty("all-epochs")
    ALL_EPOCHS,
    @JsonProperty("early-stopping")
    EARLY_STOPPING,
    @JsonProperty("rule")
    RULE,
    @JsonProperty("deadline")
    DEADLINE,
    /** Whoever listened wanted no more. */
    @JsonProperty("pruned")
    PRUNED
}
