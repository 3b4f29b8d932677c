package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a parameter or step between two versions. */
public enum ChangeKind {
    @JsonProperty("added")
    ADDED,
    @JsonProperty("removed")
    REMOVED,
    @JsonProperty("changed")
    CHANGED
}
