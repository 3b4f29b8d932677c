package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.Changes;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what changed in runs: the changes of any number of runs in one statement, which is one
 * durable transaction. Each run is written for its owner and generation or not at all, so an
 * instance that lost a run changes nothing of it.
 */
@Component
class Journal {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Instance instance;
    private final TransactionTemplate transactions;

    Journal(
            JdbcClient jdbc,
            JsonMapper json,
            Instance instance,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.instance = instance;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * What changed in a run.
     *
     * @param tokens by step, for the attempts that begin and are followed
     */
    record Entry(HeldRun run, Changes changes, Map<String, UUID> tokens) {

        static Entry of(HeldRun run, Changes changes) {
            var tokens = new HashMap<String, UUID>();
            for (var effect : changes.effects()) {
                if (effect instanceof Effect.Begin begin && run.isFollowed(begin.step())) {
                    tokens.put(begin.step(), UUID.randomUUID());
                }
            }
            return new Entry(run, changes, tokens);
        }

        boolean isNothing() {
            return run.isNew() == null && changes.areNone();
        }
    }

    /**
     * What came of writing.
     *
     * @param runs that were written; the others are somebody else's by now
     * @param pools of which slots became free
     */
    record Written(Set<UUID> runs, Set<String> pools) {}

    Written write(List<Entry> entries) {
        var created =
                entries.stream()
                        .map(entry -> entry.run().isNew())
                        .filter(Objects::nonNull)
                        .toList();
        var parts = entries.stream().flatMap(entry -> JournalRows.parts(entry).stream()).toList();
        var freed = entries.stream().flatMap(entry -> JournalRows.freed(entry).stream()).toList();
        if (created.isEmpty() && parts.isEmpty() && freed.isEmpty()) {
            return new Written(change(entries), Set.of());
        }
        return Objects.requireNonNull(
                transactions.execute(status -> {
                    if (!created.isEmpty()) {
                        create(entries, created);
                    }
                    if (!parts.isEmpty()) {
                        grow(entries, parts);
                    }
                    var changed = change(entries);
                    return new Written(changed, freed.isEmpty() ? Set.of() : free(freed));
                }));
    }

    private void grow(List<Entry> entries, List<JournalRows.PartRow> parts) {
        jdbc.sql(JournalSql.GROW)
                .param("me", instance.id())
                .param(
                        "runs",
                        json.writeValueAsString(entries.stream().map(JournalRows::run).toList()))
                .param("parts", json.writeValueAsString(parts))
                .update();
    }

    /** A run that was not written keeps its slots, since its steps stand as they stood. */
    private Set<String> free(List<JournalRows.FreedRow> freed) {
        return new HashSet<>(
                jdbc.sql(JournalSql.FREE)
                        .param("freed", json.writeValueAsString(freed))
                        .query(String.class)
                        .list());
    }

    private void create(List<Entry> entries, List<NewRun> runs) {
        jdbc.sql(JournalSql.CREATE)
                .param("me", instance.id())
                .param("runs", json.writeValueAsString(runs))
                .param(
                        "steps",
                        json.writeValueAsString(
                                entries.stream()
                                        .filter(entry -> entry.run().isNew() != null)
                                        .flatMap(entry -> JournalRows.newSteps(entry).stream())
                                        .toList()))
                .query(UUID.class)
                .list();
    }

    private Set<UUID> change(List<Entry> entries) {
        var runs = new ArrayList<JournalRows.RunRow>();
        var steps = new ArrayList<JournalRows.StepRow>();
        var attempts = new ArrayList<JournalRows.AttemptRow>();
        var events = new ArrayList<JournalRows.EventRow>();
        for (var entry : entries) {
            runs.add(JournalRows.run(entry));
            steps.addAll(JournalRows.steps(entry));
            attempts.addAll(JournalRows.attempts(entry));
            events.addAll(JournalRows.events(entry));
        }
        return new HashSet<>(
                jdbc.sql(JournalSql.CHANGE)
                        .param("me", instance.id())
                        .param("runs", json.writeValueAsString(runs))
                        .param("steps", json.writeValueAsString(steps))
                        .param("attempts", json.writeValueAsString(attempts))
                        .param("events", json.writeValueAsString(events))
                        .query(UUID.class)
                        .list());
    }
}
