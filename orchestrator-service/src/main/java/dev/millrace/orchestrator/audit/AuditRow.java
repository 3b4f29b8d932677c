package dev.millrace.orchestrator.audit;

import dev.millrace.kit.observe.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What is known of an action before it begins. */
record AuditRow(String actor, String action, String path, String target, @Nullable String run) {

    static AuditRow of(HttpServletRequest request, String actor) {
        return new AuditRow(
                actor,
                Action.name(request),
                Action.path(request),
                Action.target(request),
                Correlation.run());
    }
}
