package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.machine.Changes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs that steps of other runs start. */
@Component
class Children {

    /** How many runs may stand within each other. */
    static final int DEEPEST = 10;

    private static final TypeReference<Map<String, Object>> OUTPUTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Starts starts;
    private final Commands commands;
    private final Ends ends;
    private final RunSettings settings;

    Children(
            JdbcClient jdbc,
            JsonMapper json,
            Starts starts,
            Commands commands,
            Ends ends,
            RunSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.starts = starts;
        this.commands = commands;
        this.ends = ends;
        this.settings = settings;
    }

    /** A child as its parent sees it. */
    record Child(
            UUID id,
            String pipeline,
            RunState state,
            @Nullable String message,
            Map<String, Object> outputs) {}

    /** The run that the attempt started before; empty if it did not. */
    Optional<UUID> startedBy(HeldRun parent, Attempt attempt) {
        return jdbc.sql("select id from run where idempotency_key = :key")
                .param("key", attempt.key(parent.id()))
                .query((row, at) -> row.getObject("id", UUID.class))
                .optional();
    }

    UUID start(HeldRun parent, Attempt attempt) {
        record Place(int depth, int priority) {}
        var place =
                jdbc.sql(
                                """
                                with recursive above (id, parent, depth) as (
                                    select id, parent_run, 1 from run where id = :run
                                    union all
                                    select r.id, r.parent_run, a.depth + 1
                                      from above a join run r on r.id = a.parent
                                     where a.depth < :deepest)
                                select max(depth) as depth,
                                       (select priority from run where id = :run) as priority
                                  from above
                                """)
                        .param("run", parent.id())
                        .param("deepest", DEEPEST)
                        .query((row, at) -> new Place(row.getInt("depth"), row.getInt("priority")))
                        .single();
        if (place.depth() >= DEEPEST) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "runs stand at most %d deep within each other, and run %s is that deep"
                            .formatted(DEEPEST, parent.id()));
        }
        return starts.start(
                        attempt.key(parent.id()),
                        json.readValue(attempt.request(), StartRun.class),
                        parent.startedBy(),
                        new Starts.Parent(parent.id(), attempt.step(), place.priority()))
                .run();
    }

    Child find(UUID id) {
        return jdbc.sql("select id, pipeline, state, message, outputs from run where id = :id")
                .param("id", id)
                .query((row, at) -> {
                    var outputs = row.getString("outputs");
                    return new Child(
                            row.getObject("id", UUID.class),
                            row.getString("pipeline"),
                            RunState.valueOf(row.getString("state")),
                            row.getString("message"),
                            outputs == null ? Map.of() : json.readValue(outputs, OUTPUTS));
                })
                .optional()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.RUN_NOT_FOUND, "run %s is gone".formatted(id)));
    }

    void cancel(UUID child) {
        commands.cancel(child, Changes.MILLRACE);
    }

    Ends.Wait waitFor(UUID child, Runnable call) {
        return ends.waitFor(child, call);
    }

    Duration poll() {
        return settings.poll();
    }
}
