package dev.millrace.orchestrator.trigger;

import dev.millrace.orchestrator.run.StartsTogether;
import dev.millrace.orchestrator.run.StartsTogether.Answer;
import dev.millrace.orchestrator.run.StartsTogether.Wish;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the runs of what was found. The finding is committed before, and the run is started under
 * its key: after a crash in between it is started by whoever comes next, and a run that was started
 * already is found.
 */
@Component
class TriggerStarts {

    private static final int AT_ONCE = 8;
    private static final int TRIGGERS_AT_ONCE = 50;

    private final TransactionTemplate transaction;
    private final Findings findings;
    private final StartsTogether starts;

    TriggerStarts(TransactionTemplate transaction, Findings findings, StartsTogether starts) {
        this.transaction = transaction;
        this.findings = findings;
        this.starts = starts;
    }

    /** Gives turns to findings that wait, and starts all whose turn it is. */
    void startAll() {
        transaction.executeWithoutResult(status ->
                findings.waiting(TRIGGERS_AT_ONCE)
                        .forEach(each -> findings.advance(each.name(), each.parallel())));
        while (Boolean.TRUE.equals(
                transaction.execute(status -> start(findings.toStart(AT_ONCE))))) {
            continue;
        }
    }

    /** Whether something was settled. */
    private boolean start(List<Findings.Open> open) {
        var answers =
                starts.start(
                        open.stream()
                                .map(each -> new Wish(each.key(), each.request(), each.principal()))
                                .toList());
        boolean any = false;
        for (int i = 0; i < open.size(); i++) {
            var id = open.get(i).id();
            switch (answers.get(i)) {
                case Answer.Started started -> findings.started(id);
                case Answer.Refused refused -> findings.failed(id, refused.reason());
                case Answer.Later later -> findings.triedInVain(id);
            }
            any |= !(answers.get(i) instanceof Answer.Later);
        }
        return any;
    }
}
