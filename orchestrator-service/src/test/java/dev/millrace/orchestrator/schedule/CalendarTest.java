package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CalendarTest {

    static Stream<Arguments> published() {
        return Stream.of(
                // Zurich puts the clock forward on 29 March 2026 at 02:00 to 03:00 …
                of(
                        "30 2 * * *",
                        "Europe/Zurich",
                        "2026-03-28T12:00:00Z",
                        "2026-03-29T01:00:00Z 2026-03-30T00:30:00Z"),
                of(
                        "0 2 * * *",
                        "Europe/Zurich",
                        "2026-03-28T12:00:00Z",
                        "2026-03-29T01:00:00Z 2026-03-30T00:00:00Z"),
                of(
                        "0 3 * * *",
                        "Europe/Zurich",
                        "2026-03-28T12:00:00Z",
                        "2026-03-29T01:00:00Z 2026-03-30T01:00:00Z"),
                of(
                        "*/30 * * * *",
                        "Europe/Zurich",
                        "2026-03-29T00:00:00Z",
                        "2026-03-29T00:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z"),
                // … and back on 25 October 2026 at 03:00 to 02:00.
                of(
                        "30 2 * * *",
                        "Europe/Zurich",
                        "2026-10-24T12:00:00Z",
                        "2026-10-25T00:30:00Z 2026-10-26T01:30:00Z"),
                of(
                        "0 3 * * *",
                        "Europe/Zurich",
                        "2026-10-24T12:00:00Z",
                        "2026-10-25T02:00:00Z 2026-10-26T02:00:00Z"),
                of("30 2 * * *", "Europe/Zurich", "2026-10-25T01:10:00Z", "2026-10-26T01:30:00Z"),
                of(
                        "0 * * * *",
                        "Europe/Zurich",
                        "2026-10-24T23:30:00Z",
                        "2026-10-25T00:00:00Z 2026-10-25T02:00:00Z"),
                // New York: 8 March and 1 November 2026, at 02:00.
                of(
                        "15 2 * * *",
                        "America/New_York",
                        "2026-03-07T12:00:00Z",
                        "2026-03-08T07:00:00Z 2026-03-09T06:15:00Z"),
                of(
                        "30 1 * * *",
                        "America/New_York",
                        "2026-10-31T12:00:00Z",
                        "2026-11-01T05:30:00Z 2026-11-02T06:30:00Z"),
                // Lord Howe moves by half an hour: 4 October 2026, 02:00 to 02:30.
                of(
                        "15 2 * * *",
                        "Australia/Lord_Howe",
                        "2026-10-03T00:00:00Z",
                        "2026-10-03T15:30:00Z 2026-10-04T15:15:00Z"),
                // Sao Paulo had no midnight on 4 November 2018.
                of(
                        "0 0 * * *",
                        "America/Sao_Paulo",
                        "2018-11-03T12:00:00Z",
                        "2018-11-04T03:00:00Z 2018-11-05T02:00:00Z"),
                // Apia had no 30 December 2011.
                of(
                        "0 12 * * *",
                        "Pacific/Apia",
                        "2011-12-29T12:00:00Z",
                        "2011-12-29T22:00:00Z 2011-12-30T10:00:00Z 2011-12-30T22:00:00Z"),
                // Without a change of the clock.
                of(
                        "0 0 29 2 *",
                        "UTC",
                        "2026-01-01T00:00:00Z",
                        "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z"),
                of(
                        "0 9 L * *",
                        "UTC",
                        "2026-01-31T10:00:00Z",
                        "2026-02-28T09:00:00Z 2026-03-31T09:00:00Z"),
                of(
                        "0 9 * * MON#1",
                        "UTC",
                        "2026-11-20T00:00:00Z",
                        "2026-12-07T09:00:00Z 2027-01-04T09:00:00Z"),
                of("0 9 * * MON-FRI", "UTC", "2026-11-20T09:00:00Z", "2026-11-23T09:00:00Z"),
                of("30 0 0 1 JAN *", "UTC", "2026-11-20T00:00:00Z", "2027-01-01T00:00:30Z"),
                of("@daily", "UTC", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"));
    }

    private static Arguments of(String cron, String zone, String after, String expected) {
        return arguments(
                cron,
                zone,
                Instant.parse(after),
                Arrays.stream(expected.split(" ")).map(Instant::parse).toList());
    }

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @MethodSource("published")
    void namesTheInstantsOfThePublishedRules(
            String cron, String zone, Instant after, List<Instant> expected) {
        var calendar = Calendar.of(cron, zone);

        assertThat(Stream.iterate(calendar.next(after), calendar::next).limit(expected.size()))
                .containsExactlyElementsOf(expected);
    }

    /** The same by another road: every minute of the year is asked whether it fits. */
    @Test
    void agreesWithAWalkThroughEveryMinuteOfTheYear() {
        var random = new Random(11);
        for (var zone : List.of("Europe/Zurich", "Australia/Lord_Howe", "America/New_York")) {
            for (int i = 0; i < 10; i++) {
                int minute = random.nextInt(60);
                int hour = random.nextInt(4);
                var calendar = Calendar.of("%d %d * * *".formatted(minute, hour), zone);
                var from = Instant.parse("2026-01-01T00:00:00Z");
                var to = Instant.parse("2026-12-31T00:00:00Z");

                assertThat(calendar.between(from, to, 1000))
                        .as("%d %d * * * in %s", minute, hour, zone)
                        .containsExactlyElementsOf(walked(minute, hour, ZoneId.of(zone), from, to));
            }
        }
    }

    private static TreeSet<Instant> walked(
            int minute, int hour, ZoneId zone, Instant from, Instant to) {
        var found = new TreeSet<Instant>();
        var days = new TreeSet<java.time.LocalDate>();
        var before = ZonedDateTime.ofInstant(from.minus(Duration.ofMinutes(1)), zone);
        for (var at = from; !at.isAfter(to); at = at.plus(Duration.ofMinutes(1))) {
            var now = ZonedDateTime.ofInstant(at, zone);
            var wanted = now.toLocalDate().atTime(hour, minute);
            boolean hit = now.toLocalDateTime().equals(wanted);
            boolean jumpedOver =
                    before.toLocalDateTime().isBefore(wanted)
                            && now.toLocalDateTime().isAfter(wanted)
                            && !before.getOffset().equals(now.getOffset());
            if ((hit || jumpedOver) && days.add(now.toLocalDate())) {
                found.add(at);
            }
            before = now;
        }
        return found;
    }

    @Test
    void neverComesWhereNoDayFits() {
        assertThat(Calendar.of("0 0 30 2 *", "UTC").next(Instant.EPOCH)).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Calendar.of("61 * * * *", "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
        assertThatThrownBy(() -> Calendar.of("0 0 * * *", "Europe/Zuerich"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown time zone 'Europe/Zuerich'");
    }
}
