package dev.millrace.orchestrator.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Lineage;
import dev.millrace.contracts.orchestrator.Lineage.Direction;
import dev.millrace.contracts.orchestrator.Lineage.Edge;
import dev.millrace.contracts.orchestrator.Lineage.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static final UUID RUN = new UUID(0, 7);

    @Test
    void findsExactlyTheNaiveClosureOfRandomGraphsWithCircles() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var graph = graph(random);
            var direction = random.nextBoolean() ? Direction.UP : Direction.DOWN;
            int depth = 1 + random.nextInt(12);
            var start = artifact(random.nextInt(12));

            var walked = walk(graph, start, direction, depth);
            var closure = closure(graph, start, direction, depth);

            assertThat(distances(walked)).as("seed %d", seed).isEqualTo(closure);
            assertThat(walked.edges())
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            graph.stream()
                                    .filter(edge -> {
                                        var distance = closure.get(here(edge, direction));
                                        return distance != null && distance < depth;
                                    })
                                    .toList());
        }
    }

    @Test
    void saysWhereTheDepthLeftSomethingOut() {
        var chain = List.of(edge(0, 1, 0), edge(1, 2, 1), edge(2, 3, 2));

        assertThat(walk(chain, artifact(3), Direction.UP, 2).complete()).isFalse();
        assertThat(walk(chain, artifact(3), Direction.UP, 3).complete()).isTrue();
        assertThat(walk(chain, artifact(3), Direction.DOWN, 1).complete()).isTrue();
    }

    @Test
    void isBoundedInBreadth() {
        var star = new ArrayList<Edge>();
        for (int i = 1; i <= Walk.MOST_ARTIFACTS + 10; i++) {
            star.add(edge(0, i, i));
        }

        var walked = walk(star, artifact(0), Direction.DOWN, 5);

        assertThat(walked.artifacts()).hasSize(Walk.MOST_ARTIFACTS);
        assertThat(walked.complete()).isFalse();
    }

    @Test
    void artifactsAreReadAsTheyAreWritten() {
        for (var kind : Artifact.Kind.values()) {
            var artifact = new Artifact(kind, "a:b@1");
            assertThat(Artifact.parse(artifact.toString())).isEqualTo(artifact);
        }
        for (var wrong : List.of("", ":", "model:", ":x", "modell:x", "diabetes@4")) {
            assertThatThrownBy(() -> Artifact.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("kind:name");
        }
    }

    private static Lineage walk(List<Edge> graph, Artifact start, Direction direction, int depth) {
        return Walk.from(
                start,
                direction,
                depth,
                (from, most) -> {
                    var names = from.stream().map(Artifact::toString).collect(Collectors.toSet());
                    return graph.stream()
                            .filter(edge -> names.contains(here(edge, direction)))
                            .limit(most)
                            .toList();
                });
    }

    /** By passes over all edges until nothing changes. */
    private static Map<String, Integer> closure(
            List<Edge> graph, Artifact start, Direction direction, int depth) {
        var distances = new HashMap<String, Integer>(Map.of(start.toString(), 0));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (var edge : graph) {
                var here = distances.get(here(edge, direction));
                var there = direction == Direction.UP ? edge.from() : edge.to();
                if (here != null
                        && here < depth
                        && distances.getOrDefault(there, Integer.MAX_VALUE) > here + 1) {
                    distances.put(there, here + 1);
                    changed = true;
                }
            }
        }
        return distances;
    }

    private static Map<String, Integer> distances(Lineage lineage) {
        return lineage.artifacts().stream()
                .collect(Collectors.toMap(Reached::artifact, Reached::distance));
    }

    private static List<Edge> graph(Random random) {
        var edges = new HashSet<Edge>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            edges.add(edge(random.nextInt(12), random.nextInt(12), i));
        }
        return List.copyOf(edges);
    }

    private static String here(Edge edge, Direction direction) {
        return direction == Direction.UP ? edge.to() : edge.from();
    }

    private static Edge edge(int from, int to, int attempt) {
        return new Edge(
                artifact(from).toString(),
                artifact(to).toString(),
                RUN,
                "s",
                attempt,
                Instant.EPOCH);
    }

    private static Artifact artifact(int number) {
        return new Artifact(
                Artifact.Kind.values()[number % Artifact.Kind.values().length], "a" + number);
    }
}
