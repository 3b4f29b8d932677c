package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.orchestrator.Trigger;
import dev.millrace.contracts.orchestrator.TriggerApi;
import dev.millrace.contracts.orchestrator.TriggerFinding;
import dev.millrace.contracts.orchestrator.TriggerRequest;
import dev.millrace.contracts.orchestrator.TriggerRequest.From;
import dev.millrace.kit.web.CurrentPrincipal;
import dev.millrace.orchestrator.probe.Probe;
import dev.millrace.orchestrator.probe.Probes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TriggerController implements TriggerApi {

    private final TriggerCheck check;
    private final Triggers triggers;
    private final Findings findings;
    private final Probes probes;
    private final TransactionTemplate transaction;

    TriggerController(
            TriggerCheck check,
            Triggers triggers,
            Findings findings,
            Probes probes,
            TransactionTemplate transaction) {
        this.check = check;
        this.triggers = triggers;
        this.findings = findings;
        this.probes = probes;
        this.transaction = transaction;
    }

    @Override
    public Trigger put(String name, TriggerRequest request) {
        var probe = check.check(name, request);
        var principal = CurrentPrincipal.name();
        // Others are asked what is there outside of the transaction.
        boolean isNew = keeps(triggers.maybe(name), request).isEmpty();
        var beginning = isNew ? beginning(probe, request) : null;
        transaction.executeWithoutResult(status -> {
            var before = triggers.locked(name);
            boolean paused =
                    request.paused() == null
                            ? before.map(each -> each.told().paused()).orElse(false)
                            : request.paused();
            var kept = keeps(before, request);
            var cursor =
                    kept.isPresent()
                            ? kept.get().cursor()
                            : isNew ? beginning : beginning(probe, request);
            triggers.put(name, request.withoutPaused(), paused, cursor, principal);
        });
        return trigger(name);
    }

    /** The trigger as it was, where it looks for the same thing. */
    private static Optional<KeptTrigger> keeps(
            Optional<KeptTrigger> before, TriggerRequest request) {
        return before.filter(each ->
                each.definition().on().equals(request.on())
                        && each.definition().from() == request.from());
    }

    private @Nullable String beginning(Probe probe, TriggerRequest request) {
        return request.from() == From.BEGINNING ? null : probes.now(probe);
    }

    @Override
    public List<Trigger> triggers(@Nullable String pipeline) {
        return triggers.list(pipeline).stream().map(KeptTrigger::told).toList();
    }

    @Override
    public Trigger trigger(String name) {
        return triggers.find(name).told();
    }

    @Override
    public ResponseEntity<Void> delete(String name) {
        triggers.delete(name);
        return ResponseEntity.noContent().build();
    }

    @Override
    public Trigger pause(String name) {
        triggers.pause(name, true);
        return trigger(name);
    }

    @Override
    public Trigger resume(String name) {
        triggers.pause(name, false);
        return trigger(name);
    }

    @Override
    public List<TriggerFinding> findings(String name, @Nullable Long before, int limit) {
        triggers.find(name);
        return findings.list(name, before, limit);
    }
}
