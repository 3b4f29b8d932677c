package dev.millrace.benchmarks;

import java.util.concurrent.TimeUnit;

/** How late runs begin that a calendar starts: several schedules that all fire every second. */
final class ScheduleLateness {

    private static final int SCHEDULES = 20;
    private static final int SECONDS = 25;

    private final OrchestratorCalls calls;
    private final OrchestratorRows rows;

    ScheduleLateness(OrchestratorCalls calls, OrchestratorRows rows) {
        this.calls = calls;
        this.rows = rows;
    }

    /** From the instant to the creation of its run; the highest of a hundred but one. */
    double p99Millis(String pipeline) throws Exception {
        try {
            for (int i = 0; i < SCHEDULES; i++) {
                calls.putSchedule(
                        name(i),
                        """
                        {"pipeline": "%s", "cron": "* * * * * *", "overlap": "allow"}\
                        """
                                .formatted(pipeline));
            }
            TimeUnit.SECONDS.sleep(SECONDS);
            return rows.scheduleLateMillis("bench-every-second-%", SCHEDULES * (SECONDS - 5));
        } finally {
            for (int i = 0; i < SCHEDULES; i++) {
                calls.deleteSchedule(name(i));
            }
        }
    }

    private static String name(int number) {
        return "bench-every-second-" + number;
    }
}
