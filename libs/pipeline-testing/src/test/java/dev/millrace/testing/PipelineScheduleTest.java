package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.orchestrator.CatchUp;
import dev.millrace.contracts.orchestrator.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    void aTimeInWhichNobodyLookedIsCaughtUpAsThePolicySays() {
        var hourly =
                PipelineSchedule.every("1h")
                        .overlap(Overlap.ALLOW)
                        .down(at("2026-11-20T12:30:00Z"), at("2026-11-20T15:30:00Z"));

        assertThat(told(hourly.catchUp(CatchUp.NONE)))
                .containsExactly("12 STARTED at 12:00", "15 MISSED", "16 STARTED at 16:00");
        assertThat(told(hourly.catchUp(CatchUp.LATEST)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "14 MISSED",
                        "15 STARTED at 15:30",
                        "16 STARTED at 16:00");
        assertThat(told(hourly.catchUp(CatchUp.ALL)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 STARTED at 15:30",
                        "14 STARTED at 15:30",
                        "15 STARTED at 15:30",
                        "16 STARTED at 16:00");
    }

    @Test
    void anInstantThatComesWhileARunGoesOnFollowsTheOverlapPolicy() {
        var hourly = PipelineSchedule.every("1h").runsTake(Duration.ofMinutes(150));

        assertThat(told(hourly.overlap(Overlap.SKIP)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 SKIPPED",
                        "14 SKIPPED",
                        "15 STARTED at 15:00",
                        "16 SKIPPED");
        assertThat(told(hourly.overlap(Overlap.QUEUE_ONE)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 STARTED at 14:30",
                        "14 SKIPPED",
                        "15 QUEUED",
                        "16 SKIPPED");
        assertThat(told(hourly.overlap(Overlap.QUEUE_ALL)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 STARTED at 14:30",
                        "14 QUEUED",
                        "15 QUEUED",
                        "16 QUEUED");
        assertThat(told(hourly.overlap(Overlap.CANCEL_OTHER)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 STARTED at 13:00",
                        "14 STARTED at 14:00",
                        "15 STARTED at 15:00",
                        "16 STARTED at 16:00");
    }

    @Test
    void aRunTakesAsLongAsItsPipelineDoes() {
        var pipeline =
                PipelineTest.of("{pipeline: long, steps: {work: {type: noop, timeout: 2h}}}");
        pipeline.step("work").takes(Duration.ofMinutes(90));

        assertThat(told(PipelineSchedule.every("1h").runs(pipeline)))
                .containsExactly(
                        "12 STARTED at 12:00",
                        "13 SKIPPED",
                        "14 STARTED at 14:00",
                        "15 SKIPPED",
                        "16 STARTED at 16:00");
    }

    private static List<String> told(PipelineSchedule schedule) {
        return schedule.decisions(at("2026-11-20T12:00:00Z"), at("2026-11-20T16:00:00Z")).stream()
                .map(each -> {
                    var start = each.startedAt();
                    return "%s %s%s"
                            .formatted(
                                    each.instant().toString().substring(11, 13),
                                    each.state(),
                                    start == null
                                            ? ""
                                            : " at " + start.toString().substring(11, 16));
                })
                .toList();
    }

    @Test
    void refusesWhatIsNoScheduleAndWhatNobodyCouldRead() {
        assertThatThrownBy(() -> PipelineSchedule.cron("61 2 * * *", "UTC"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PipelineSchedule.cron("30 2 * * *", "Europe/Zuerich"))
                .hasMessageContaining("'Europe/Zuerich' is no time zone");
        assertThatThrownBy(() ->
                        PipelineSchedule.cron("* * * * *", "UTC")
                                .instants(at("2025-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")))
                .hasMessageContaining("more than 10,000 instants");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
