package dev.millrace.training.registry;

import dev.millrace.contracts.training.Approval.Decision;
import dev.millrace.contracts.training.Decide;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.VersionNotes;
import dev.millrace.kit.web.CurrentPrincipal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people say about trained versions: decisions, which are all kept, and notes. */
@Service
public class Approvals {

    private final JdbcClient jdbc;
    private final Registry registry;
    private final CatalogueRows rows;
    private final Clock clock;

    Approvals(JdbcClient jdbc, Registry registry, CatalogueRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    public ModelVersion decide(String model, String version, Decide request) {
        int number = registry.find(model, version).number();
        var decision =
                new Decision(
                        request.state(),
                        CurrentPrincipal.name(),
                        request.reason(),
                        clock.instant());
        jdbc.sql(
                        """
                        insert into model_approval (model, number, state, decided_by, reason, decided_at)
                        values (:model, :number, :state, :by, :reason, :at)
                        """)
                .param("model", model)
                .param("number", number)
                .param("state", decision.state().name())
                .param("by", decision.by())
                .param("reason", decision.reason())
                .param("at", decision.at().atOffset(ZoneOffset.UTC))
                .update();
        return registry.find(model, version);
    }

    @Transactional
    public ModelVersion note(String model, String version, VersionNotes notes) {
        int number = registry.find(model, version).number();
        if (notes.description() != null) {
            rows.describe(model, number, notes.description(), clock.instant());
        }
        var added = new HashMap<String, String>();
        for (var tag :
                (notes.tags() == null ? Map.<String, String>of() : notes.tags()).entrySet()) {
            if (tag.getValue().isEmpty()) {
                rows.removeTag(model, number, tag.getKey(), clock.instant());
            } else {
                added.put(tag.getKey(), tag.getValue());
            }
        }
        if (!added.isEmpty()) {
            rows.addTags(model, number, added, clock.instant());
        }
        return registry.find(model, version);
    }
}
