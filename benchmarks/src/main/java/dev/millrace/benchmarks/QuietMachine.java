package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until nothing else computes: a service that prepares its next worker would be measured too.
 */
final class QuietMachine {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUIET_LOOKS = 4;
    private static final double QUIET = 0.15;

    private QuietMachine() {}

    static void await() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long end = System.nanoTime() + PATIENCE.toNanos();
        system.getCpuLoad(); // the load since the call before
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            if (System.nanoTime() > end) {
                System.err.println(
                        "The machine does not come to rest; what is measured now has to share it.");
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
            quiet = system.getCpuLoad() < QUIET ? quiet + 1 : 0;
        }
    }
}
