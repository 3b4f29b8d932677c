package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which instants fire, and what was missed. */
class FiringTest extends ScheduleTests {

    @Test
    void firesOnceADayThroughBothDaylightSavingChanges() {
        var cron =
                """
                {"pipeline": "quick", "cron": "30 2 * * *", "zone": "Europe/Zurich", "overlap": "allow"}\
                """;
        CLOCK.set("2026-03-28T00:00:00Z");
        put("spring", cron);
        lookThrough(Duration.ofDays(3));
        assertThat(instants("spring"))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");

        CLOCK.set("2026-10-24T00:00:00Z");
        put("autumn", cron);
        lookThrough(Duration.ofDays(3));
        assertThat(instants("autumn"))
                .containsExactly(
                        "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        allEnd("autumn");
        assertThat(firings("autumn"))
                .allMatch(firing -> firing.state() == State.STARTED)
                .allMatch(firing -> firing.origin() == Origin.INSTANT)
                .allMatch(firing -> firing.run() != null);
    }

    private void lookThrough(Duration time) {
        for (int i = 0; i < time.toMinutes() / 30; i++) {
            CLOCK.forward(Duration.ofMinutes(30));
            watch.look();
        }
    }

    private List<String> instants(String name) {
        return firings(name).stream().map(Firing::instant).map(Instant::toString).toList();
    }

    @Test
    void tellsItsRunsWhichInstantTheyStandForAndWhichOneCameBefore() {
        put(
                "facts",
                """
                {"pipeline": "quick", "cron": "0 2 * * MON-FRI",
                 "parameters": {"at": "${schedule.instant}", "before": "$${x} ${schedule.name} after ${schedule.previous}"}}\
                """);
        lookAt("2026-11-23T02:00:00.2Z");

        var run = runs.run(firings("facts").getFirst().run());
        assertThat(run.parameters())
                .containsEntry("at", "2026-11-23T02:00:00Z")
                .containsEntry("before", "${x} facts after 2026-11-20T02:00:00Z");
        assertThat(api.schedule("facts").next()).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void itsRunsReuseNothingWhereItRefusesThat() {
        put(
                "fresh",
                """
                {"pipeline": "quick", "cron": "0 2 * * MON-FRI", "reuse": false}\
                """);
        lookAt("2026-11-23T02:00:00.2Z");

        var run = firings("fresh").getFirst().run();
        assertThat(runs.history(run, 0).getFirst().data()).containsEntry("reuse", false);
    }

    @Test
    void anIntervalKeepsItsAnchorHoweverLateItIsLookedAt() {
        put(
                "interval",
                """
                {"pipeline": "quick", "every": "90m", "anchor": "2026-11-20T11:10:00Z", "overlap": "allow"}\
                """);
        lookAt("2026-11-20T12:40:03Z");
        lookAt("2026-11-20T14:10:09Z");
        assertThat(instants("interval"))
                .containsExactly("2026-11-20T12:40:00Z", "2026-11-20T14:10:00Z");
        assertThat(api.instants("interval", 2))
                .extracting(Instant::toString)
                .containsExactly("2026-11-20T15:40:00Z", "2026-11-20T17:10:00Z");
    }

    @Test
    void afterDowntimeItCatchesUpAsItsPolicySaysAndNotesWhatWasMissed() {
        for (var policy : Map.of("none", 1, "latest", 2, "all", 4).entrySet()) {
            CLOCK.set("2026-11-20T12:00:00Z");
            put(
                    policy.getKey(),
                    """
                    {"pipeline": "quick", "every": "1h", "overlap": "allow", "catchUp": "%s", "catchUpLimit": 3}\
                    """
                            .formatted(policy.getKey()));
            lookAt("2026-11-20T22:30:00Z");
            assertThat(firings(policy.getKey())).hasSize(policy.getValue());
            lookAt("2026-11-20T23:00:00Z");
            assertThat(firings(policy.getKey()).getLast().origin()).isEqualTo(Origin.INSTANT);
        }
        assertThat(told("none"))
                .containsExactly("MISSED 2026-11-20T22:00:00Z", "STARTED 2026-11-20T23:00:00Z");
        assertThat(firings("none").getFirst().reason())
                .contains("from 2026-11-20T13:00:00Z to 2026-11-20T22:00:00Z", "catchUp is none");
        assertThat(told("latest"))
                .containsExactly(
                        "MISSED 2026-11-20T21:00:00Z",
                        "STARTED 2026-11-20T22:00:00Z",
                        "STARTED 2026-11-20T23:00:00Z");
        assertThat(told("all"))
                .containsExactly(
                        "MISSED 2026-11-20T19:00:00Z",
                        "STARTED 2026-11-20T20:00:00Z",
                        "STARTED 2026-11-20T21:00:00Z",
                        "STARTED 2026-11-20T22:00:00Z",
                        "STARTED 2026-11-20T23:00:00Z");
    }

    private Stream<String> told(String name) {
        return firings(name).stream()
                .map(firing -> "%s %s".formatted(firing.state(), firing.instant()));
    }

    @Test
    void aYearOfDowntimeOfASecondlyScheduleIsDecidedAtOnce() {
        put(
                "seconds",
                "{\"pipeline\": \"quick\", \"cron\": \"* * * * * *\", \"catchUp\": \"latest\"}");
        lookAt("2027-11-20T12:00:00.5Z");
        assertThat(firings("seconds").getFirst().state()).isEqualTo(State.MISSED);
        assertThat(firings("seconds")).hasSizeLessThan(15);
    }

    @Test
    void aChangeThatLeavesItsTimesAloneLosesNoInstant() {
        put("kept", "{\"pipeline\": \"quick\", \"every\": \"1h\", \"catchUp\": \"latest\"}");
        CLOCK.set("2026-11-20T13:30:00Z");
        put("kept", "{\"pipeline\": \"quick\", \"every\": \"60m\", \"catchUp\": \"all\"}");
        watch.look();
        assertThat(told("kept")).containsExactly("STARTED 2026-11-20T13:00:00Z");

        put("kept", "{\"pipeline\": \"quick\", \"every\": \"2h\"}");
        assertThat(api.schedule("kept").next()).isEqualTo("2026-11-20T14:00:00Z");
    }

    @Test
    void aPausedScheduleFiresNothingAndNotesWhatItMissed() {
        put("paused", "{\"pipeline\": \"quick\", \"every\": \"1h\", \"catchUp\": \"all\"}");
        api.pause("paused");
        lookAt("2026-11-20T15:30:00Z");
        assertThat(firings("paused")).isEmpty();

        api.resume("paused");
        watch.look();
        assertThat(told("paused")).containsExactly("MISSED 2026-11-20T15:00:00Z");
        assertThat(firings("paused").getFirst().reason())
                .contains("paused from 2026-11-20T13:00:00Z", "resumed");
        lookAt("2026-11-20T16:00:00Z");
        assertThat(firings("paused").getLast().state()).isEqualTo(State.STARTED);
    }

    @Test
    void aRunNowStandsForThisMoment() {
        put(
                "now",
                "{\"pipeline\": \"quick\", \"every\": \"1h\", \"parameters\": {\"at\": \"${schedule.instant}\"}}");
        var firing = api.run("now").getBody();
        assertThat(firing.state()).isEqualTo(State.STARTED);
        assertThat(firing.origin()).isEqualTo(Origin.RUN_NOW);
        assertThat(runs.run(firing.run()).parameters()).containsEntry("at", "2026-11-20T12:00:00Z");
        allEnd("now");
        assertThat(api.run("now").getBody().run()).isNotEqualTo(firing.run());
    }

    @Test
    void aRunThatCannotBeStartedIsADecisionWithItsReason() {
        put(
                "refused",
                "{\"pipeline\": \"quick\", \"every\": \"1h\", \"parameters\": {\"at\": \"x\"}}");
        runs.post("pipeline: quick\nparameters: {other: 1}\nsteps: {a: {type: noop}}");
        lookAt("2026-11-20T13:00:00Z");
        var firing = firings("refused").getFirst();
        assertThat(firing.state()).isEqualTo(State.FAILED);
        assertThat(firing.reason()).contains("unknown parameter 'at'");
    }
}
