package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.orchestrator.Watched.Ended;
import dev.millrace.orchestrator.definition.BodyCondition;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is looked for. */
public sealed interface Probe {

    /** A version of a dataset, newer than all before. */
    record NewVersion(String dataset) implements Probe {}

    /**
     * An object that appears, or is written again.
     *
     * @param bucket null for the platform's own
     */
    record OneObject(@Nullable String bucket, String key) implements Probe {}

    /** Each object below a prefix that appears, or is written again. */
    record ObjectsBelow(@Nullable String bucket, String prefix) implements Probe {}

    /** A number that rises above another. */
    record Rises(String connection, String query, double above) implements Probe {}

    /** An answer that comes to be as it should be. */
    record Answers(URI url, int status, @Nullable BodyCondition where) implements Probe {}

    /** The end of a run. */
    record RunEnds(String pipeline, Ended how) implements Probe {}

    /** An event that a step tells. */
    record Emitted(String name) implements Probe {}

    /** In words, for people who wait. */
    default String told() {
        return switch (this) {
            case NewVersion it -> "a version of dataset '%s'".formatted(it.dataset());
            case OneObject it -> "the object %s".formatted(it.key());
            case ObjectsBelow it -> "an object below %s".formatted(it.prefix());
            case Rises it ->
                    "a number above %s from connection '%s'".formatted(it.above(), it.connection());
            case Answers it -> "the right answer of %s".formatted(it.url().getAuthority());
            case RunEnds it -> "the end of a run of '%s'".formatted(it.pipeline());
            case Emitted it -> "the event '%s'".formatted(it.name());
        };
    }

    /** Names of the facts of what it finds. */
    default Set<String> facts() {
        return switch (this) {
            case NewVersion it ->
                    Set.of("dataset", "version", "reference", "hash", "rows", "location", "at");
            case OneObject it -> Set.of("bucket", "key", "uri", "size", "at");
            case ObjectsBelow it -> Set.of("bucket", "key", "uri", "size", "at");
            case Rises it -> Set.of("value", "at");
            case Answers it -> Set.of("status", "body", "at");
            case RunEnds it ->
                    Set.of("run", "pipeline", "version", "state", "startedBy", "outputs", "at");
            case Emitted it -> Set.of("event", "data", "run", "step", "at");
        };
    }

    /** Whether there is a fact of that name, or may be: the inside of some is known when found. */
    default boolean hasFact(String path) {
        int dot = path.indexOf('.');
        return facts().contains(dot < 0 ? path : path.substring(0, dot))
                && (dot < 0 || Set.of("body", "outputs", "data").contains(path.substring(0, dot)));
    }
}
