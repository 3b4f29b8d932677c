package dev.millrace.orchestrator.schedule;

import dev.millrace.orchestrator.chore.Chore;
import dev.millrace.orchestrator.run.Commands;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Looks several times a second for what schedules want. Every instance does; the locks on the rows
 * share the work out.
 */
@Component
class Watch implements Chore {

    private final Decisions decisions;
    private final Queue queue;
    private final Departures departures;
    private final Commands commands;
    private final ScheduleSettings settings;

    Watch(
            Decisions decisions,
            Queue queue,
            Departures departures,
            Commands commands,
            ScheduleSettings settings) {
        this.decisions = decisions;
        this.queue = queue;
        this.departures = departures;
        this.commands = commands;
        this.settings = settings;
    }

    @Override
    public String purpose() {
        return "look after the schedules";
    }

    @Override
    public Duration pause() {
        return settings.look();
    }

    @Override
    public void run() {
        look();
    }

    /**
     * Runs start after each few decisions, so that many schedules at once do not wait for each
     * other.
     */
    void look() {
        while (decisions.decide()) {
            startAll();
        }
        queue.advance().forEach(run -> commands.cancel(run, "millrace"));
        startAll();
    }

    private void startAll() {
        while (departures.start()) {
            continue;
        }
    }
}
