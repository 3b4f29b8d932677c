package dev.millrace.training.fit;

import dev.millrace.contracts.training.Monitor;
import dev.millrace.contracts.training.Schedule;
import org.jspecify.annotations.Nullable;

/** Counts how often the monitored value stopped improving; during a warm-up nothing counts. */
final class Plateaus {

    private final Schedule.@Nullable Plateau schedule;
    private final int warmUp;
    private final Monitor monitor;
    private double best = Double.POSITIVE_INFINITY;
    private int renewed;
    private int count;

    Plateaus(Schedule schedule, Monitor monitor) {
        this.monitor = monitor;
        int rising = 0;
        var inner = schedule;
        while (inner instanceof Schedule.WarmUp(int epochs, Schedule then)) {
            rising += epochs;
            inner = then;
        }
        warmUp = rising;
        this.schedule = inner instanceof Schedule.Plateau plateau ? plateau : null;
    }

    void note(int epoch, double monitored) {
        double cost = monitor.moreIsBetter() ? -monitored : monitored;
        if (cost < best || epoch <= warmUp) {
            best = Math.min(best, cost);
            renewed = epoch;
        } else if (schedule != null && epoch - renewed >= schedule.patience()) {
            renewed = epoch;
            count++;
        }
    }

    int count() {
        return count;
    }
}
