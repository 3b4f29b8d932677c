package dev.millrace.orchestrator.lineage;

import dev.millrace.orchestrator.chore.Chore;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.lineage.LineageRows.Due;
import dev.millrace.orchestrator.lineage.LineageRows.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down the artifacts of attempts that have succeeded. That they are to be written is noted
 * in the transaction that ends the step, and forgotten in the one that writes them.
 */
@Component
class LineageSweep implements Chore {

    private static final int MOST_AT_ONCE = 200;
    private static final Map<String, StepType> TYPES =
            Arrays.stream(StepType.values())
                    .collect(Collectors.toMap(StepType::toString, Function.identity()));

    private final LineageRows rows;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    LineageSweep(LineageRows rows, TransactionTemplate transaction, JsonMapper json) {
        this.rows = rows;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public String purpose() {
        return "write down what steps have made";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    /** All that are due now. */
    @Override
    public void run() {
        int taken = MOST_AT_ONCE;
        while (taken == MOST_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            Integer some = transaction.execute(status -> some());
            taken = some == null ? 0 : some;
        }
    }

    private int some() {
        var due = rows.take(TYPES.keySet(), MOST_AT_ONCE);
        var uses = due.stream().flatMap(attempt -> rows(attempt).stream()).toList();
        if (!uses.isEmpty()) {
            rows.add(uses);
        }
        return due.size();
    }

    private List<Row> rows(Due due) {
        var uses =
                Uses.of(
                        Objects.requireNonNull(TYPES.get(due.type())),
                        json.readTree(due.request()),
                        json.readTree(due.outputs()));
        var found = new ArrayList<Row>();
        add(found, due, "IN", uses.in());
        add(found, due, "OUT", uses.out());
        return found;
    }

    private static void add(List<Row> rows, Due due, String role, Set<Artifact> artifacts) {
        for (var artifact : artifacts) {
            rows.add(
                    new Row(
                            due.run(),
                            due.step(),
                            due.attempt(),
                            role,
                            artifact.kind().toString(),
                            artifact.name(),
                            due.at()));
        }
    }
}
