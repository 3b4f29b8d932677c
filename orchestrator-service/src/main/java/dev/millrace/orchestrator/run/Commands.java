package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.run.HeldRun.Signal;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.stereotype.Component;

/** What people ask of runs, wherever they are owned: a row that the owner does and then removes. */
@Component
public class Commands {

    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    /** To be done twice without harm: its row outlives the doing. */
    enum Kind {
        CANCEL,
        PAUSE,
        UNPAUSE,
        ANSWER,
        MARK
    }

    private record Told(long command, CompletableFuture<@Nullable Void> written) {}

    private final CommandRows rows;
    private final RunLoop loop;
    private final RunSettings settings;
    private final AtomicBoolean called = new AtomicBoolean();

    Commands(CommandRows rows, RunLoop loop, RunSettings settings, Notices notices) {
        this.rows = rows;
        this.loop = loop;
        this.settings = settings;
        notices.when(Notices.About.COMMAND, this::asked);
    }

    /** Asks a run to stop, wherever it is held. One that has ended stays as it is. */
    public void cancel(UUID run, String actor) {
        give(run, Kind.CANCEL, actor);
    }

    void give(UUID run, Kind kind, String actor) {
        give(run, kind, actor, Map.of());
    }

    /** Done when this returns if the run is held here; soon, otherwise. */
    void give(UUID run, Kind kind, String actor, Map<String, @Nullable Object> data) {
        var written = loop.tell(run, signal(kind, actor, data));
        if (written == null || !isDone(written)) {
            rows.leave(run, kind, actor, data);
        }
    }

    private static boolean isDone(CompletableFuture<@Nullable Void> written) {
        try {
            Waiting.on(written);
            return true;
        } catch (TakenOver elsewhere) {
            return false;
        }
    }

    /** Somebody left something for a run; at most one look waits behind the one under way. */
    private void asked(UUID run) {
        if (loop.isHeld(run) && called.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("commands")
                    .start(() -> {
                        try {
                            take();
                        } catch (RuntimeException away) {
                            log.warn("What run {} was asked is done at the next look.", run, away);
                        }
                    });
        }
    }

    /**
     * Does what others were asked for runs that are held here. What is not done when this instance
     * dies, its successor does.
     */
    synchronized void take() {
        called.set(false);
        var told = new ArrayList<Told>();
        for (var command : rows.open()) {
            var written = tell(command);
            if (written != null) {
                told.add(new Told(command.id(), written));
            }
        }
        var done = new ArrayList<Long>();
        try {
            for (var each : told) {
                if (isSettled(each)) {
                    done.add(each.command());
                }
            }
        } finally {
            rows.remove(done);
        }
    }

    private static boolean isSettled(Told told) {
        try {
            return isDone(told.written());
        } catch (NestedRuntimeException | PlatformException unknown) { // the database is away
            throw unknown;
        } catch (RuntimeException broken) {
            log.error("A run cannot do command {}; it is dropped.", told.command(), broken);
            return true;
        }
    }

    /** Null where the run is not held yet. */
    private @Nullable CompletableFuture<@Nullable Void> tell(CommandRows.Command command) {
        try {
            var kind = Kind.valueOf(command.kind());
            return loop.tell(command.run(), signal(kind, command.actor(), command.data()));
        } catch (IllegalArgumentException unknown) { // left by a later version
            log.error("Run {} cannot do {}; dropped.", command.run(), command, unknown);
            var dropped = new CompletableFuture<@Nullable Void>();
            dropped.complete(null);
            return dropped;
        }
    }

    private Signal signal(Kind kind, String actor, Map<String, @Nullable Object> data) {
        return switch (kind) {
            case CANCEL -> (machine, now) -> machine.cancel(actor, settings.cancelGrace(), now);
            case PAUSE -> (machine, now) -> machine.pause(actor);
            case UNPAUSE -> (machine, now) -> machine.unpause(actor, now);
            case ANSWER ->
                    (machine, now) ->
                            machine.answer(
                                    text(data, "step"),
                                    Boolean.TRUE.equals(data.get("approved")),
                                    actor,
                                    text(data, "comment"),
                                    now);
            case MARK ->
                    (machine, now) ->
                            machine.mark(
                                    text(data, "step"),
                                    StepState.valueOf(text(data, "state")),
                                    outputs(data),
                                    actor,
                                    now);
        };
    }

    private static String text(Map<String, @Nullable Object> data, String name) {
        return String.valueOf(data.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> outputs(Map<String, @Nullable Object> data) {
        return data.get("outputs") instanceof Map<?, ?> given
                ? (Map<String, Object>) given
                : Map.of();
    }
}
