package dev.millrace.orchestrator.audit;

import org.jspecify.annotations.Nullable;

/** How an action ended. */
sealed interface Ending {

    /**
     * @param target what it made; null if that is not known
     */
    record Closed(long id, int status, @Nullable String target, long micros) implements Ending {}

    /** It never began. */
    record Refused(AuditRow row, int status, long micros) implements Ending {}
}
