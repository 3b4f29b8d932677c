package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes those in this process who follow a run. Who is not woken looks again by himself. */
@Component
class RunNews {

    private final Map<UUID, Set<Semaphore>> followers = new ConcurrentHashMap<>();

    /** Something happened in the run. */
    void of(UUID run) {
        followers.getOrDefault(run, Set.of()).forEach(Semaphore::release);
    }

    Subscription follow(UUID run) {
        var bell = new Semaphore(0);
        followers.computeIfAbsent(run, id -> ConcurrentHashMap.newKeySet()).add(bell);
        return new Subscription(run, bell);
    }

    /** One follower, until closed. */
    final class Subscription implements AutoCloseable {

        private final UUID run;
        private final Semaphore bell;

        private Subscription(UUID run, Semaphore bell) {
            this.run = run;
            this.bell = bell;
        }

        void await(Duration longest) throws InterruptedException {
            if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        }

        @Override
        public void close() {
            followers.computeIfPresent(
                    run,
                    (id, bells) -> {
                        bells.remove(bell);
                        return bells.isEmpty() ? null : bells;
                    });
        }
    }
}
