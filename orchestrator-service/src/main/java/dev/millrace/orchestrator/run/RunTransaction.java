package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * One change of a run under its row lock. The lock is taken for an owner and a generation, so
 * nothing below it can be written by an instance that lost the run; {@link #finish} writes the
 * events and the run's own row.
 */
final class RunTransaction {

    /** Who acts when nobody asked for it. */
    static final String MILLRACE = "millrace";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UUID id;
    private final List<Event> events = new ArrayList<>();
    private RunState state;
    private int unfinished;
    private final long lastEvent;

    private record Event(
            @Nullable String step,
            int attempt,
            String type,
            String message,
            String actor,
            String data) {}

    private record Locked(String state, int unfinished, long lastEvent) {}

    private RunTransaction(JdbcClient jdbc, JsonMapper json, UUID id, Locked locked) {
        this.jdbc = jdbc;
        this.json = json;
        this.id = id;
        this.state = RunState.valueOf(locked.state());
        this.unfinished = locked.unfinished();
        this.lastEvent = locked.lastEvent();
    }

    /** Locks the run for its owner; {@link TakenOver} where that is somebody else by now. */
    static RunTransaction of(JdbcClient jdbc, JsonMapper json, HeldRun run, UUID owner) {
        var locked =
                jdbc.sql(
                                """
                                select state, unfinished, last_event from run
                                 where id = :id and generation = :generation and owner = :owner
                                   for update
                                """)
                        .param("id", run.id())
                        .param("generation", run.generation())
                        .param("owner", owner)
                        .query(Locked.class)
                        .optional()
                        .orElseThrow(() -> new TakenOver(run));
        return new RunTransaction(jdbc, json, run.id(), locked);
    }

    /** Locks the run for whoever acts on it from outside. */
    static RunTransaction from(JdbcClient jdbc, JsonMapper json, UUID id) {
        var locked =
                jdbc.sql("select state, unfinished, last_event from run where id = :id for update")
                        .param("id", id)
                        .query(Locked.class)
                        .single();
        return new RunTransaction(jdbc, json, id, locked);
    }

    RunState state() {
        return state;
    }

    void become(RunState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(
                    "a run that is %s cannot become %s".formatted(state, next));
        }
        state = next;
    }

    void ended(int steps) {
        unfinished -= steps;
    }

    void open(int steps) {
        unfinished = steps;
    }

    boolean complete() {
        return unfinished == 0;
    }

    void event(
            @Nullable String step,
            int attempt,
            String type,
            String message,
            String actor,
            Map<String, ?> data) {
        events.add(new Event(step, attempt, type, message, actor, json.writeValueAsString(data)));
    }

    void event(@Nullable String step, int attempt, String type, String message) {
        event(step, attempt, type, message, MILLRACE, Map.of());
    }

    /** Writes the events and the run; {@code message} is kept unless the run is over. */
    void finish(@Nullable String message) {
        insertEvents();
        jdbc.sql(
                        """
                        update run
                           set state = :state, unfinished = :unfinished, last_event = :last,
                               message = cast(:message as text),
                               ended_at = case when :over then database_now() end
                         where id = :id
                        """)
                .param("state", state.name())
                .param("unfinished", unfinished)
                .param("last", lastEvent + events.size())
                .param("message", message)
                .param("over", state.isTerminal())
                .param("id", id)
                .update();
    }

    private void insertEvents() {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into event (run, number, at, step, attempt, type, message, actor, data)
                        select :run, :last + e.number, database_now(), e.step, e.attempt, e.type,
                               e.message, e.actor, cast(e.data as json)
                          from unnest(:steps, :attempts, :types, :messages, :actors, :data)
                               with ordinality as e (step, attempt, type, message, actor, data, number)
                        """)
                .param("run", id)
                .param("last", lastEvent)
                .param("steps", events.stream().map(Event::step).toArray(String[]::new))
                .param("attempts", events.stream().map(Event::attempt).toArray(Integer[]::new))
                .param("types", events.stream().map(Event::type).toArray(String[]::new))
                .param("messages", events.stream().map(Event::message).toArray(String[]::new))
                .param("actors", events.stream().map(Event::actor).toArray(String[]::new))
                .param("data", events.stream().map(Event::data).toArray(String[]::new))
                .update();
    }
}
