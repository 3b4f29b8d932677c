package dev.millrace.inference.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Why this instance does not answer with what an endpoint's row says. */
@Component
class LoadProblems {

    static final Duration PAUSE = Duration.ofSeconds(30);

    private record Problem(long revision, String message, Instant retryAt) {}

    private final Map<String, Problem> byName = new ConcurrentHashMap<>();
    private final Clock clock;

    LoadProblems(Clock clock) {
        this.clock = clock;
    }

    void record(String name, long revision, String message) {
        byName.put(name, new Problem(revision, message, clock.instant().plus(PAUSE)));
    }

    Optional<String> of(String name, long revision) {
        return Optional.ofNullable(byName.get(name))
                .filter(problem -> problem.revision() == revision)
                .map(Problem::message);
    }

    /** Another revision is tried at once, one that failed after a pause. */
    boolean allowTry(String name, long revision) {
        Problem problem = byName.get(name);
        return problem == null
                || problem.revision() != revision
                || !clock.instant().isBefore(problem.retryAt());
    }

    void clear(String name) {
        byName.remove(name);
    }

    void keepOnly(Set<String> names) {
        byName.keySet().retainAll(names);
    }
}
