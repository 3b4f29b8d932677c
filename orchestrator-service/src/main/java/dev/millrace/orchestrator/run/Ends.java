package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.run.Notices.About;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Wakes those who wait for the end of a run, wherever it is held. A hint: they look themselves. */
@Component
class Ends {

    private static final Logger log = LoggerFactory.getLogger(Ends.class);

    private final Notices notices;
    private final Map<UUID, Set<Runnable>> waiting = new ConcurrentHashMap<>();

    Ends(Notices notices) {
        this.notices = notices;
        notices.when(About.END, this::wake);
    }

    /** Calls whenever the run may have ended, until it is closed. */
    Wait waitFor(UUID run, Runnable call) {
        waiting.computeIfAbsent(run, id -> ConcurrentHashMap.newKeySet()).add(call);
        return () ->
                waiting.computeIfPresent(
                        run,
                        (id, calls) -> {
                            calls.remove(call);
                            return calls.isEmpty() ? null : calls;
                        });
    }

    /** Until closed. */
    interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    /** That is committed. Nobody here waits for a run whose parent is held elsewhere. */
    void of(HeldRun run) {
        if (!wake(run.id()) && run.parent() != null) {
            Thread.ofVirtual().name("end-of-run").start(() -> tell(run.id()));
        }
    }

    private void tell(UUID run) {
        try {
            notices.tell(About.END, run);
        } catch (RuntimeException untold) {
            log.info("The parent of run {} finds its end by looking: {}", run, untold.toString());
        }
    }

    private boolean wake(UUID run) {
        var calls = waiting.getOrDefault(run, Set.of());
        calls.forEach(Runnable::run);
        return !calls.isEmpty();
    }
}
