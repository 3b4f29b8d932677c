package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.run.HeldRun.Signal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people ask of runs, wherever they are owned: a row that the owner takes and does. */
@Component
public class Commands {

    enum Kind {
        CANCEL,
        PAUSE,
        UNPAUSE
    }

    private record Command(UUID run, Kind kind, String actor) {}

    private final JdbcClient jdbc;
    private final RunLoop loop;
    private final Instance instance;
    private final RunSettings settings;

    Commands(JdbcClient jdbc, RunLoop loop, Instance instance, RunSettings settings) {
        this.jdbc = jdbc;
        this.loop = loop;
        this.instance = instance;
        this.settings = settings;
    }

    /** Asks a run to stop, wherever it is held. One that has ended stays as it is. */
    public void cancel(UUID run, String actor) {
        give(run, Kind.CANCEL, actor);
    }

    /** Done when this returns if the run is held here; soon, otherwise. */
    void give(UUID run, Kind kind, String actor) {
        if (!done(run, kind, actor)) {
            leave(run, kind, actor);
        }
    }

    private boolean done(UUID run, Kind kind, String actor) {
        var written = loop.tell(run, signal(kind, actor));
        if (written == null) {
            return false;
        }
        try {
            Waiting.on(written);
            return true;
        } catch (TakenOver elsewhere) {
            return false;
        }
    }

    /** For whoever owns the run. */
    private void leave(UUID run, Kind kind, String actor) {
        jdbc.sql("insert into command (run, kind, actor) values (:run, :kind, :actor)")
                .param("run", run)
                .param("kind", kind.name())
                .param("actor", actor)
                .update();
    }

    /** Does what others were asked for runs that are held here. */
    void take() {
        for (var command : mine()) {
            give(command.run(), command.kind(), command.actor());
        }
    }

    private List<Command> mine() {
        return jdbc
                .sql(
                        """
                        delete from command c using run r
                         where r.id = c.run and (r.owner = :me or r.ended_at is not null)
                        returning c.run, c.kind, c.actor, r.ended_at is not null as over
                        """)
                .param("me", instance.id())
                .query((row, at) ->
                        row.getBoolean("over")
                                ? null
                                : new Command(
                                        row.getObject("run", UUID.class),
                                        Kind.valueOf(row.getString("kind")),
                                        row.getString("actor")))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private Signal signal(Kind kind, String actor) {
        return switch (kind) {
            case CANCEL -> (machine, now) -> machine.cancel(actor, settings.cancelGrace(), now);
            case PAUSE -> (machine, now) -> machine.pause(actor);
            case UNPAUSE -> (machine, now) -> machine.unpause(actor, now);
        };
    }
}
