package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PipelineScheduleTest {

    private final PipelineSchedule night = PipelineSchedule.cron("30 2 * * *", "Europe/Zurich");

    @Test
    void aTimeThatTheClockLeapsOverStartsARunAtTheFirstMomentAfterIt() {
        assertThat(night.instants(at("2026-03-28T00:00:00Z"), at("2026-03-30T12:00:00Z")))
                .containsExactly(
                        at("2026-03-28T01:30:00Z"),
                        at("2026-03-29T01:00:00Z"),
                        at("2026-03-30T00:30:00Z"));
    }

    @Test
    void aTimeThatComesTwiceStartsOneRun() {
        assertThat(night.instants(at("2026-10-24T00:30:00Z"), at("2026-10-26T01:30:00Z")))
                .containsExactly(
                        at("2026-10-24T00:30:00Z"),
                        at("2026-10-25T00:30:00Z"),
                        at("2026-10-26T01:30:00Z"));
    }

    @Test
    void aScheduledRunStartsAtItsInstant() {
        var pipeline = PipelineTest.of("{pipeline: tick, steps: {tick: {type: noop}}}");

        var runs =
                night.instants(at("2026-03-28T00:00:00Z"), at("2026-03-29T12:00:00Z")).stream()
                        .map(instant -> pipeline.startingAt(instant).run())
                        .toList();

        assertThat(runs)
                .extracting(PipelineRun::startedAt)
                .containsExactly(at("2026-03-28T01:30:00Z"), at("2026-03-29T01:00:00Z"));
    }

    @Test
    void refusesWhatIsNoScheduleAndWhatNobodyCouldRead() {
        assertThatThrownBy(() -> PipelineSchedule.cron("61 2 * * *", "UTC"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PipelineSchedule.cron("30 2 * * *", "Europe/Zuerich"))
                .hasMessageContaining("unknown time zone 'Europe/Zuerich'");
        assertThatThrownBy(() ->
                        PipelineSchedule.cron("* * * * *", "UTC")
                                .instants(at("2025-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")))
                .hasMessageContaining("more than 10,000 instants");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
