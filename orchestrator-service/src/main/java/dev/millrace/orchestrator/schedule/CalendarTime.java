package dev.millrace.orchestrator.schedule;

import java.time.Instant;

/** What time it is for calendars: the same for every orchestrator on one database. */
@FunctionalInterface
interface CalendarTime {

    Instant now();
}
