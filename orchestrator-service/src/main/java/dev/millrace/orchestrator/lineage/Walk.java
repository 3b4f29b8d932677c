package dev.millrace.orchestrator.lineage;

import dev.millrace.contracts.orchestrator.Lineage;
import dev.millrace.contracts.orchestrator.Lineage.Direction;
import dev.millrace.contracts.orchestrator.Lineage.Edge;
import dev.millrace.contracts.orchestrator.Lineage.Reached;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A walk from one artifact, breadth first, that visits each artifact once: circles, such as a model
 * that was tuned further and deployed under the same name, do not hold it up.
 */
final class Walk {

    static final int MOST_ARTIFACTS = 2_000;
    static final int MOST_EDGES = 5_000;

    /** Finds the edges that lead on from some artifacts. */
    @FunctionalInterface
    interface Neighbours {
        List<Edge> of(Collection<Artifact> from, int most);
    }

    private final Direction direction;
    private final Map<Artifact, Integer> reached = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private boolean complete = true;

    private Walk(Direction direction) {
        this.direction = direction;
    }

    static Lineage from(Artifact start, Direction direction, int depth, Neighbours neighbours) {
        var walk = new Walk(direction);
        walk.reached.put(start, 0);
        Collection<Artifact> frontier = List.of(start);
        for (int distance = 1; distance <= depth && !frontier.isEmpty(); distance++) {
            frontier = walk.further(frontier, distance, neighbours);
        }
        walk.complete &= frontier.isEmpty() || neighbours.of(frontier, 1).isEmpty();
        return walk.found(start);
    }

    private Collection<Artifact> further(
            Collection<Artifact> frontier, int distance, Neighbours neighbours) {
        int room = MOST_EDGES - edges.size();
        var found = neighbours.of(frontier, room + 1);
        complete &= found.size() <= room;
        var next = new ArrayList<Artifact>();
        for (var edge : found.subList(0, Math.min(room, found.size()))) {
            var there = Artifact.parse(direction == Direction.UP ? edge.from() : edge.to());
            if (!reached.containsKey(there)) {
                if (reached.size() == MOST_ARTIFACTS) {
                    complete = false;
                    continue;
                }
                reached.put(there, distance);
                next.add(there);
            }
            edges.add(edge);
        }
        return next;
    }

    private Lineage found(Artifact start) {
        return new Lineage(
                start.toString(),
                direction,
                reached.entrySet().stream()
                        .map(found -> new Reached(found.getKey().toString(), found.getValue()))
                        .toList(),
                List.copyOf(edges),
                complete);
    }
}
