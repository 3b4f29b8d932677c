package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of instants that came while no orchestrator ran. */
public enum CatchUp {
    @JsonProperty("none")
    NONE,
    /** The last of them fires. */
    @JsonProperty("latest")
    LATEST,
    /** Each fires, oldest first; of many, the last so many. */
    @JsonProperty("all")
    ALL
}
