package dev.millrace.contracts.training;

/** Where a run stands, in MLflow's words. */
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    /** Cancelled, or ended from outside. */
    KILLED
}
