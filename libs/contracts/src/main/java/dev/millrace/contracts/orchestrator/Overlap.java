package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of an instant that comes while an earlier run of the schedule goes on. */
public enum Overlap {
    /** It starts a run beside the other. */
    @JsonProperty("allow")
    ALLOW,
    /** It starts none. */
    @JsonProperty("skip")
    SKIP,
    /** It waits for the other to end; while one waits, further ones start none. */
    @JsonProperty("queue-one")
    QUEUE_ONE,
    /** It waits for those before it to end. */
    @JsonProperty("queue-all")
    QUEUE_ALL,
    /** The other is cancelled, and it starts once that has ended. */
    @JsonProperty("cancel-other")
    CANCEL_OTHER
}
