package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.run.HeldRun.Signal;
import dev.millrace.orchestrator.run.Instance.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Brings runs from their rows into memory: those of dead instances, and those of this one that it
 * does not hold. Whatever is read was claimed before, in a new generation: of what was written by
 * an earlier copy, everything is read or nothing will ever be written.
 */
@Component
class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final int MOST_AT_ONCE = 50;
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMinutes(1);

    private final Instance instance;
    private final HeldRuns runs;
    private final RunLoop loop;
    private final Room room;
    private final DatabaseTime time;
    private final Map<UUID, Instant> unreadable = new HashMap<>();

    Recovery(Instance instance, HeldRuns runs, RunLoop loop, Room room, DatabaseTime time) {
        this.instance = instance;
        this.runs = runs;
        this.loop = loop;
        this.room = room;
        this.time = time;
    }

    /**
     * Goes on with runs whose owner is dead. All have an owner again before the first is read: with
     * many of them reading takes seconds.
     */
    synchronized void takeOver() {
        var claimed = new ArrayList<Claim>();
        while (claimed.addAll(instance.takeOver(most(claimed.size())))) {}
        for (var claim : claimed) {
            hold(claim, run -> (machine, now) -> machine.takenOver(facts(run), now));
            log.info("Took over run {} in generation {}.", claim.run(), claim.generation());
        }
    }

    private int most(int claimed) {
        return Math.clamp(room.left() - claimed, 0, MOST_AT_ONCE);
    }

    private Map<String, Object> facts(HeldRun run) {
        return Map.of("instance", instance.id(), "generation", run.generation());
    }

    /**
     * Goes on with runs that are owned here and not held, and lets go of those that are held and
     * not owned. A run that somebody starts at this moment is held before it has rows, and one that
     * is run again counts as ended until then.
     */
    synchronized void readAgain() {
        unreadable.values().removeIf(until -> time.now().isAfter(until));
        var known = loop.known(); // asked first: what is held after that may be new
        var owned = instance.owned();
        var ids = owned.stream().map(Claim::run).collect(Collectors.toSet());
        known.stream().filter(run -> !ids.contains(run.id())).forEach(loop::readAgain);
        var lost =
                owned.stream()
                        .filter(run -> !loop.holds(run.run(), run.generation()))
                        .filter(run -> !unreadable.containsKey(run.run()))
                        .toList();
        if (lost.isEmpty()) {
            return;
        }
        for (var claim : instance.claimAgain(lost)) {
            hold(claim, run -> RunMachine::goOn);
            log.info("Read run {} again, in generation {}.", claim.run(), claim.generation());
        }
    }

    private void hold(Claim claim, Function<HeldRun, Signal> first) {
        try {
            var run = runs.read(claim.run());
            if (run.generation() == claim.generation()) {
                loop.hold(run, first.apply(run));
            }
        } catch (DataAccessException away) {
            throw away; // it is owned here and not held, so it is found again
        } catch (RuntimeException broken) {
            log.error("Run {} cannot be read; it stands still.", claim.run(), broken);
            unreadable.put(claim.run(), time.now().plus(BEFORE_ANOTHER_TRY));
        }
    }
}
