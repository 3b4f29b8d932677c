package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.Another;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * What reaches one orchestrator and concerns a run of another. That other one looks around once an
 * hour, so whatever it does in time, it was told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesTest extends RunTests {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @Autowired Environment environment;
    private ConfigurableApplicationContext owner;

    @BeforeAll
    void startTheOwner() {
        owner =
                Another.beside(
                        environment,
                        "--millrace.runs.sweep=1h",
                        "--millrace.runs.poll=1h",
                        "--millrace.runs.held=2");
    }

    @AfterAll
    void stopTheOwner() {
        owner.close();
    }

    @BeforeEach
    void listening() {
        await().until(() -> listeners() == 2);
    }

    @Test
    void aCancelAskedElsewhereIsDoneAtOnce() {
        var run = held("asked-elsewhere");

        api.cancel(run);

        await().atMost(AT_ONCE).until(() -> api.run(run).state() == RunState.CANCELLED);
        await().until(() -> commands() == 0);
    }

    @Test
    void aCallbackThatReachesAnotherInstanceIsPassedOnAtOnce() {
        SERVICE.loseCallbacks();
        var run = held("calls-elsewhere");
        var job = job(run, "a", 1);
        SERVICE.succeed(job, Map.of("reference", "d@1"));

        var token = SERVICE.callback(job).substring(SERVICE.callback(job).lastIndexOf('/') + 1);
        assertThat(http().post().uri("/v1/callbacks/" + token).retrieve().toBodilessEntity())
                .matches(answer -> answer.getStatusCode().is2xxSuccessful());

        await().atMost(AT_ONCE).until(() -> api.run(run).state() == RunState.SUCCEEDED);
    }

    @Test
    void noticesAreHeardAgainAfterTheirConnectionBroke() {
        var run = held("deaf");
        jdbc.sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                         where datname = current_database()
                           and application_name = 'orchestrator notices'
                        """)
                .query((row, at) -> row.getBoolean(1))
                .list();
        await().until(() -> listeners() == 2);

        api.cancel(run);

        await().atMost(AT_ONCE).until(() -> api.run(run).state() == RunState.CANCELLED);
    }

    @Test
    void whatWasDoneBeforeACrashAndNotRemovedIsDoneTwiceWithoutHarm() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started("pipeline: twice\nsteps: {a: {type: ingest, dataset: d, source: /x}}");
        job(run.id(), "a", 1);
        api.pause(run.id());
        jdbc.sql(
                        """
                        insert into command (run, kind, actor)
                        values (:run, 'PAUSE', 'first'), (:run, 'OF A LATER VERSION', 'later'),
                               (:run, 'CANCEL', 'second'), (:run, 'CANCEL', 'third')
                        """)
                .param("run", run.id())
                .update();

        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);

        assertThat(api.history(run.id(), 0))
                .extracting(RunEvent::type)
                .containsOnlyOnce("run-paused", "run-cancelling", "run-cancelled");
        await().until(() -> commands() == 0);
    }

    @Test
    void anInstanceThatHoldsAllItMayRefusesMoreAndTakesNoneOver() {
        var first = held("room-1");
        var second = held("room-2");
        var there =
                RestClient.create(
                        "http://127.0.0.1:"
                                + owner.getEnvironment().getProperty("local.server.port"));

        assertThatThrownBy(() ->
                        there.post()
                                .uri("/v1/runs")
                                .body(new StartRun("room-1", null, null))
                                .retrieve()
                                .toBodilessEntity())
                .isInstanceOfSatisfying(
                        HttpClientErrorException.TooManyRequests.class,
                        refused -> {
                            assertThat(refused.getResponseHeaders().getFirst("Retry-After"))
                                    .isEqualTo("1");
                            assertThat(refused.getResponseBodyAsString())
                                    .contains("millrace.runs.held");
                        });
        var here =
                started("pipeline: here\nsteps: {a: {type: ingest, dataset: d, source: /x}}").id();
        jdbc.sql("update run set owner = null where id = :run").param("run", here).update();
        owner.getBean(Recovery.class).takeOver();
        assertThat(
                        jdbc.sql("select count(*) from run where id = :run and owner = :other")
                                .param("run", here)
                                .param("other", owner.getBean(Instance.class).id())
                                .query(Integer.class)
                                .single())
                .isZero();
        rounds.takeOver(); // here there is room

        for (var run : List.of(first, second, here)) {
            api.cancel(run);
            assertThat(ended(run).state()).isEqualTo(RunState.CANCELLED);
        }
        await().until(() -> owner.getBean(Room.class).left() == 2);
    }

    @Test
    void aRunThatAnotherInstanceTookIsNotHeldForEver() {
        var run = held("taken");
        var loop = owner.getBean(RunLoop.class);
        jdbc.sql("update run set owner = :me, generation = generation + 1 where id = :run")
                .param("me", instance.id())
                .param("run", run)
                .update();

        owner.getBean(Rounds.class).sweep();

        assertThat(loop.isHeld(run)).isFalse();
        await().until(() -> api.run(run).state() == RunState.RUNNING);
        api.cancel(run);
        assertThat(ended(run).state()).isEqualTo(RunState.CANCELLED);
    }

    /** A run of the other instance whose job goes on until the test ends it. */
    private UUID held(String name) {
        SERVICE.script(key -> new Behaviour.Hold());
        var there = owner.getBean(OrchestratorController.class);
        there.post(
                "pipeline: %s\nsteps: {a: {type: ingest, dataset: d, source: /x}}".formatted(name));
        var run = there.start(null, new StartRun(name, null, null)).getBody().id();
        await().until(() -> step(run, "a").job() != null);
        return run;
    }

    private int commands() {
        return jdbc.sql("select count(*) from command").query(Integer.class).single();
    }

    private int listeners() {
        return jdbc.sql(
                        """
                        select count(*) from pg_stat_activity
                         where datname = current_database() and (query like 'listen %' or query = 'select 1')
                           and application_name = 'orchestrator notices'
                        """)
                .query(Integer.class)
                .single();
    }
}
