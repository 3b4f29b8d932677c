package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.Another;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Two orchestrators on one database. */
class TakeOverTest extends RunTests {

    private static final Duration USUAL_LEASE = Duration.ofSeconds(8);

    @Autowired Environment environment;
    @Autowired HeldRuns runs;
    @Autowired Journal journal;
    @Autowired RunLoop loop;
    @Autowired DataSource database;

    @Test
    void aTakeOverGoesOnWithTheAttemptAndFencesTheOldOwner() {
        SERVICE.loseCallbacks();
        SERVICE.script(key -> new Behaviour.Hold());
        var run =
                started(
                        "pipeline: over\nsteps:\n  a: {type: ingest, dataset: d, source: /x}\n  b: {type: noop, needs: [a]}\n");
        var job = job(run.id(), "a", 1);
        await().until(() -> step(run.id(), "a").job() != null);
        var stale = runs.read(run.id());

        try (var other = Another.beside(environment)) {
            takeOver(other, run.id());
            assertThat(owner(run.id())).isEqualTo(other.getBean(Instance.class).id());

            stale.post((machine, now) ->
                    machine.ended(
                            "a", 1, new Outcome.Succeeded(Map.of("from", "the stale owner")), now));
            var changes = stale.read(Instant.EPOCH);
            assertThat(changes.steps()).isNotEmpty();
            assertThat(journal.write(List.of(Journal.Entry.of(stale, changes))).runs()).isEmpty();
            SERVICE.succeed(job, Map.of("reference", "d@1"));
            var ended = ended(run.id());

            assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(step(run.id(), "a").attempt()).isEqualTo(1);
            assertThat(step(run.id(), "a").outputs()).containsEntry("reference", "d@1");
            assertThat(SERVICE.posts(run.id(), "a", 1)).isEqualTo(1);
            assertThat(api.history(run.id(), 0))
                    .extracting(RunEvent::type)
                    .containsOnlyOnce("run-succeeded");
            assertThat(
                            api.history(run.id(), 0).stream()
                                    .filter(event -> "a".equals(event.step()))
                                    .filter(event -> event.type().equals("step-succeeded")))
                    .hasSize(1);
        }
    }

    /**
     * As a frozen process does: its connection is open, and the rest of its transaction never
     * comes.
     */
    @Test
    void whoStandsStillInTheMiddleOfWritingHoldsNoRowLongerThanItsLease() throws SQLException {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started("pipeline: still\nsteps: {a: {type: ingest, dataset: d, source: /x}}");
        var standing = database.getConnection();
        standing.setAutoCommit(false);
        standing.createStatement()
                .execute("select from run where id = '%s' for update".formatted(run.id()));

        await().atMost(USUAL_LEASE)
                .until(() ->
                        jdbc.sql("select 1 from run where id = :id for update skip locked")
                                .param("id", run.id())
                                .query()
                                .optionalValue()
                                .isPresent());
        assertThatThrownBy(standing::close).hasMessageContaining("idle-in-transaction timeout");
        api.cancel(run.id());
    }

    @Test
    void anInstanceThatLeavesGivesItsRunsBackAtOnce() {
        SERVICE.loseCallbacks();
        SERVICE.script(key -> new Behaviour.Hold());
        UUID run;
        try (var other = Another.beside(environment)) {
            var there = other.getBean(OrchestratorController.class);
            there.post("pipeline: leave\nsteps: {a: {type: ingest, dataset: d, source: /x}}");
            run = there.start(null, new StartRun("leave", null, null)).getBody().id();
            job(run, "a", 1);
        }

        rounds.takeOver();
        SERVICE.succeed(SERVICE.job(run, "a", 1), Map.of());

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run, "a").attempt()).isEqualTo(1);
        assertThat(
                        jdbc.sql("select count(*) from attempt where run = :run")
                                .param("run", run)
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void afterADatabaseOutageNothingIsTakenOverForOneLease() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started("pipeline: outage\nsteps: {a: {type: ingest, dataset: d, source: /x}}");
        job(run.id(), "a", 1);
        var dead = UUID.randomUUID();
        jdbc.sql(
                        "insert into instance (id, name, heartbeat_at) values (:id, 'dead', database_now() - interval '1 hour')")
                .param("id", dead)
                .update();
        jdbc.sql("update run set owner = :dead where id = :run")
                .param("dead", dead)
                .param("run", run.id())
                .update();
        jdbc.sql(
                        "update instance set heartbeat_at = database_now() - interval '1 hour', steady_since = database_now() - interval '2 hours' where id = :me")
                .param("me", instance.id())
                .update();

        instance.renew();
        assertThat(instance.takeOver(50)).isEmpty();

        jdbc.sql(
                        "update instance set steady_since = database_now() - interval '9 seconds' where id = :me")
                .param("me", instance.id())
                .update();
        rounds.takeOver();
        assertThat(owner(run.id())).isEqualTo(instance.id());
        api.cancel(run.id());
        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void aRunThatIsOwnedHereButNotHeldGoesOnInANewGeneration() {
        var run = orphan("orphan");

        assertThat(ended(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(generation(run)).isEqualTo(2);
    }

    @Test
    void aWriteOfACopyThatWasGivenUpChangesNothingOnceTheRunWasReadAgain() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started("pipeline: doubt\nsteps: {a: {type: ingest, dataset: d, source: /x}}");
        job(run.id(), "a", 1);
        await().until(() -> step(run.id(), "a").job() != null);
        var givenUp = runs.read(run.id());
        loop.tell(
                run.id(),
                (machine, now) -> {
                    throw new IllegalStateException("nobody knows what was written");
                });
        await().until(() -> generation(run.id()) == 2);

        givenUp.post((machine, now) -> machine.cancel("a ghost", Duration.ZERO, now));
        var late = Journal.Entry.of(givenUp, givenUp.read(Instant.EPOCH));
        assertThat(late.changes().events()).isNotEmpty();
        assertThat(journal.write(List.of(late)).runs()).isEmpty();

        SERVICE.succeed(SERVICE.job(run.id(), "a", 1), Map.of());
        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "a").attempt()).isEqualTo(1);
        assertThat(SERVICE.posts(run.id(), "a", 1)).isEqualTo(1);
    }

    @Test
    void aRunThatCannotBeReadHoldsNoOtherUp() {
        var broken = ended(started("pipeline: broken\nsteps: {a: {type: noop}}").id()).id();
        jdbc.sql("update step set state = 'OF A LATER VERSION' where run = :run")
                .param("run", broken)
                .update();
        jdbc.sql("update run set state = 'RUNNING', ended_at = null where id = :run")
                .param("run", broken)
                .update();

        assertThat(ended(orphan("beside")).state()).isEqualTo(RunState.SUCCEEDED);

        assertThat(generation(broken)).isEqualTo(2); // tried, and then left alone for a while
        jdbc.sql("update run set state = 'FAILED', ended_at = database_now() where id = :run")
                .param("run", broken)
                .update();
    }

    /** A run that its rows say is owned here and under way. */
    private UUID orphan(String name) {
        var run = ended(started("pipeline: %s\nsteps: {a: {type: noop}}".formatted(name)).id());
        jdbc.sql("update step set state = 'READY', attempt_base = attempt where run = :run")
                .param("run", run.id())
                .update();
        jdbc.sql("update run set state = 'RUNNING', ended_at = null where id = :run")
                .param("run", run.id())
                .update();
        return run.id();
    }

    private long generation(UUID run) {
        return jdbc.sql("select generation from run where id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    private void takeOver(ConfigurableApplicationContext other, UUID run) {
        jdbc.sql(
                        "update instance set steady_since = database_now() - interval '1 hour' where id = :other")
                .param("other", other.getBean(Instance.class).id())
                .update();
        await().until(() -> {
            jdbc.sql(
                            "update instance set heartbeat_at = database_now() - interval '1 hour' where id = :me")
                    .param("me", instance.id())
                    .update();
            other.getBean(Rounds.class).takeOver();
            return owner(run).equals(other.getBean(Instance.class).id());
        });
    }

    private UUID owner(UUID run) {
        return jdbc.sql("select owner from run where id = :run")
                .param("run", run)
                .query(UUID.class)
                .single();
    }
}
