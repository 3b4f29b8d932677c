package dev.millrace.orchestrator.archive;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.StepAttempt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * An archived run: everything that the API tells of it.
 *
 * @param format of this document
 * @param attempts by step
 */
record RunDocument(
        int format, Run run, List<RunEvent> events, SortedMap<String, List<StepAttempt>> attempts) {

    static final int FORMAT = 1;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /** Where it lies: by the day on which the run was asked for, which its id tells. */
    static String key(UUID run) {
        var day =
                run.version() == 7
                        ? DAY.format(Instant.ofEpochMilli(run.getMostSignificantBits() >>> 16))
                        : "undated"; // no run of ours
        return "archive/runs/%s/%s.json.gz".formatted(day, run);
    }
}
