package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Scope.MapItem;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How maps move: one step an item, so many at once, until all have ended or too many failed. */
final class MapMoves {

    private static final int MOST_ITEMS = 10_000;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final StepMoves moves;
    private final StepStatuses steps;
    private final Map<StepStatus, MapItems> going = new HashMap<>();

    MapMoves(StepMoves moves, StepStatuses steps) {
        this.moves = moves;
        this.steps = steps;
    }

    /**
     * Makes the steps of the items. Where the map starts over, an item that is as it was keeps the
     * success it had.
     *
     * @param body with its references resolved
     */
    void begin(StepStatus map, List<?> items, Map<String, @Nullable Object> body, Instant now) {
        for (int place = 0; place < items.size(); place++) {
            var part = steps.part(map, Parts.name(map, place));
            var item = new MapItem(items.get(place), place);
            if (part.state() != StepState.SUCCEEDED || !item.equals(part.item())) {
                if (part.state().isTerminal()) {
                    steps.reopen(part);
                }
                part.item(item);
                moves.changes().grew(part);
            }
        }
        for (var part : steps.parts(map)) {
            if (part.item() instanceof MapItem item && item.index() >= items.size()) {
                part.item(null);
                moves.changes().grew(part);
                if (!part.state().isTerminal()) {
                    moves.close(part, StepState.SKIPPED, "its item is gone", MILLRACE, now);
                }
            }
        }
        goOn(map, body, now);
    }

    /** What the map is over. */
    static List<?> items(StepStatus map, Map<String, @Nullable Object> body) {
        if (!(body.get("over") instanceof List<?> items)) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "'over' of map '%s' is no list in this run".formatted(map.name()));
        }
        if (items.size() > MOST_ITEMS) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "'over' of map '%s' has %,d items; at most %,d are allowed"
                            .formatted(map.name(), items.size(), MOST_ITEMS));
        }
        return items;
    }

    /** Goes on with the items that there are. */
    void goOn(StepStatus map, Map<String, @Nullable Object> body, Instant now) {
        var items =
                new MapItems(
                        map,
                        steps.itemsOf(map),
                        number(body.get("concurrency"), Integer.MAX_VALUE),
                        number(body.get("tolerate"), 0));
        going.put(map, items);
        proceed(items, now);
    }

    private static int number(@Nullable Object value, int usual) {
        return value instanceof Number number ? number.intValue() : usual;
    }

    private void proceed(MapItems items, Instant now) {
        if (items.mustGiveUp()) {
            giveUp(items, now);
        }
        for (var part = items.next(); part != null; part = items.next()) {
            part.become(StepState.READY, "ready", null);
            moves.changes().steps().add(part);
            moves.ready(part, now);
        }
        if (items.areOver() && items.map().state() == StepState.RUNNING) {
            boolean cancelled = moves.run() == RunState.CANCELLING && items.wereCancelled();
            moves.end(
                    items.map(),
                    cancelled ? new Outcome.Cancelled("cancelled with its items") : items.outcome(),
                    now);
        }
    }

    void partEnded(StepStatus part, Instant now) {
        var items = going.get(Objects.requireNonNull(part.parent()));
        if (items != null && part.item() != null) {
            items.ended(part);
            proceed(items, now);
        }
    }

    private void giveUp(MapItems items, Instant now) {
        for (var part : items.steps()) {
            switch (part.state()) {
                case WAITING ->
                        moves.close(
                                part,
                                StepState.SKIPPED,
                                "not started, since too many items failed",
                                MILLRACE,
                                now);
                case READY, QUEUED, RETRYING ->
                        moves.close(
                                part,
                                StepState.CANCELLED,
                                "given up, since too many items failed",
                                MILLRACE,
                                now);
                case RUNNING -> moves.stop(part, now.plus(GRACE));
                default -> {}
            }
        }
    }

    /** The map has ended; whatever is left of it ends with it, unheard. */
    void ended(StepStatus map, Instant now) {
        going.remove(map);
        for (var part : steps.parts(map)) {
            if (part.state().isTerminal()) {
                continue;
            }
            if (part.state() == StepState.RUNNING) {
                moves.changes().effects().add(new Effect.Leave(part.name(), part.attempt()));
            }
            moves.close(part, StepState.CANCELLED, "its map has ended", MILLRACE, now);
        }
    }

    static boolean isMap(StepStatus step) {
        return step.definition().type() == StepType.MAP;
    }
}
