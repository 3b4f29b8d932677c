package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.BackfillRequest;
import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.RunState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instants that come while a run of the schedule goes on. */
class OverlapTest extends ScheduleTests {

    @AfterEach
    void endRuns() {
        runs.runs("held", null, 100).stream()
                .filter(run -> !run.state().isTerminal())
                .forEach(run -> cancel(run.id()));
    }

    private void cancel(UUID run) {
        runs.cancel(run);
        ends(run);
    }

    private void threeInstants(String overlap) {
        put(
                overlap,
                "{\"pipeline\": \"held\", \"every\": \"1h\", \"overlap\": \"%s\"}"
                        .formatted(overlap));
        lookAt("2026-11-20T13:00:00Z");
        lookAt("2026-11-20T14:00:00Z");
        lookAt("2026-11-20T15:00:00Z");
    }

    private List<State> states(String name) {
        return firings(name).stream().map(Firing::state).toList();
    }

    @Test
    void allowStartsThemBesideEachOther() {
        threeInstants("allow");
        assertThat(states("allow")).containsOnly(State.STARTED);
        assertThat(firings("allow")).allMatch(firing -> firing.runState() == RunState.RUNNING);
    }

    @Test
    void skipStartsNoneAndSaysWhichRunGoesOn() {
        threeInstants("skip");
        assertThat(states("skip")).containsExactly(State.STARTED, State.SKIPPED, State.SKIPPED);
        var first = firings("skip").getFirst().run();
        assertThat(firings("skip").getLast().reason())
                .isEqualTo("run %s goes on; overlap is skip".formatted(first));

        cancel(first);
        lookAt("2026-11-20T16:00:00Z");
        assertThat(firings("skip").getLast().state()).isEqualTo(State.STARTED);
    }

    @Test
    void queueOneLetsOneWaitForTheOtherToEnd() {
        threeInstants("queue-one");
        assertThat(states("queue-one")).containsExactly(State.STARTED, State.QUEUED, State.SKIPPED);

        cancel(firings("queue-one").getFirst().run());
        watch.look();
        assertThat(states("queue-one"))
                .containsExactly(State.STARTED, State.STARTED, State.SKIPPED);
    }

    @Test
    void queueAllLetsThemWaitInTheirOrder() {
        threeInstants("queue-all");
        assertThat(states("queue-all")).containsExactly(State.STARTED, State.QUEUED, State.QUEUED);

        cancel(firings("queue-all").getFirst().run());
        watch.look();
        watch.look();
        assertThat(states("queue-all")).containsExactly(State.STARTED, State.STARTED, State.QUEUED);
    }

    @Test
    void cancelOtherEndsTheOtherBeforeItStarts() {
        threeInstants("cancel-other");
        var first = firings("cancel-other").getFirst().run();
        ends(first);
        watch.look();
        watch.look();
        var all = firings("cancel-other");
        assertThat(runs.run(first).state()).isEqualTo(RunState.CANCELLED);
        assertThat(all.getLast().state()).isEqualTo(State.STARTED);
        assertThat(all.getLast().runState()).isEqualTo(RunState.RUNNING);
        assertThat(all.stream().filter(firing -> firing.runState() == RunState.RUNNING)).hasSize(1);
    }

    @Test
    void runsOfABackfillDoNotCountAndKeepTheirOwnBound() {
        put("back", "{\"pipeline\": \"held\", \"every\": \"1h\", \"overlap\": \"skip\"}");
        var range =
                json.readValue(
                        "{\"from\": \"2026-11-20T01:00:00Z\", \"to\": \"2026-11-20T05:00:00Z\", \"parallel\": 2}",
                        BackfillRequest.class);
        assertThat(api.preview("back", range)).hasSize(5);
        assertThat(firings("back")).isEmpty();

        var backfill = api.backfill("back", range).getBody();
        watch.look();
        watch.look();
        assertThat(api.backfill("back", backfill.id()).running()).isEqualTo(2);
        assertThat(api.backfill("back", backfill.id()).waiting()).isEqualTo(3);

        lookAt("2026-11-20T13:00:00Z");
        assertThat(api.firings("back", null, null, 1).getFirst().state()).isEqualTo(State.STARTED);

        cancel(firings("back").getFirst().run());
        watch.look();
        assertThat(api.backfill("back", backfill.id()).running()).isEqualTo(2);
        assertThat(api.backfill("back", backfill.id()).ended()).isEqualTo(1);

        api.cancel("back", backfill.id());
        api.firings("back", backfill.id(), null, 10).stream()
                .filter(firing -> firing.run() != null)
                .forEach(firing -> ends(firing.run()));
        watch.look();
        var cancelled = api.backfill("back", backfill.id());
        assertThat(cancelled.cancelled()).isTrue();
        assertThat(cancelled.ended()).isEqualTo(5);
        assertThat(api.firings("back", backfill.id(), null, 10))
                .filteredOn(firing -> firing.state() == State.CANCELLED)
                .hasSize(2);
    }
}
