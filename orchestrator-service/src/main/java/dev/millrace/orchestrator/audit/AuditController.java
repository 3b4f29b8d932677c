package dev.millrace.orchestrator.audit;

import dev.millrace.contracts.orchestrator.AuditApi;
import dev.millrace.contracts.orchestrator.AuditEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController implements AuditApi {

    private final AuditRows rows;
    private final Endings endings;

    AuditController(AuditRows rows, Endings endings) {
        this.rows = rows;
        this.endings = endings;
    }

    @Override
    public List<AuditEntry> entries(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String target,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long after,
            int limit) {
        endings.write(); // who asks right after his action sees how it ended
        return rows.newest(new AuditRows.Wanted(actor, action, target, from, to, after), limit);
    }
}
