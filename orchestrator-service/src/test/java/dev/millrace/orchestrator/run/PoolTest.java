package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.PoolApi;
import dev.millrace.contracts.orchestrator.PoolRequest;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepApi;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.contracts.orchestrator.Why;
import dev.millrace.orchestrator.Another;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Slots, from the moment a step waits for one to the transaction that frees it. */
class PoolTest extends RunTests {

    /** Slots whose holder does not run or is not about to, and running steps without a slot. */
    private static final String WRONG =
            """
            select (select count(*) from slot h
                     where h.run is not null
                       and not exists (select 1 from step s
                                        where s.run = h.run and s.name = h.step
                                          and s.state in ('QUEUED', 'RUNNING')))
                 + (select count(*) from step s
                     where s.pool is not null and s.state = 'RUNNING'
                       and not exists (select 1 from slot h
                                        where h.run = s.run and h.step = s.name))
            """;

    @Autowired PoolApi pools;
    @Autowired StepApi steps;
    @Autowired Slots slots;
    @Autowired Environment environment;

    @BeforeEach
    void one() {
        SERVICE.script(key -> new StandInService.Behaviour.Hold());
        pools.put("gpu", new PoolRequest(1));
    }

    private Run pooled(String pipeline, int priority) {
        var version =
                api.post(
                        """
                        pipeline: %s
                        steps:
                          one: {type: ingest, dataset: d, source: /x, pool: gpu}
                        """
                                .formatted(pipeline));
        return api.start(
                        null,
                        new StartRun(version.pipeline(), version.number(), Map.of(), priority))
                .getBody();
    }

    private void end(Run run) {
        SERVICE.succeed(job(run.id(), "one", 1), Map.of());
        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aStepWaitsForASlotAndSaysWhoHoldsIt() {
        var first = pooled("first", 0);
        when(first.id(), "one", StepState.RUNNING);
        var second = pooled("second", 0);
        var third = pooled("third", 0);
        when(third.id(), "one", StepState.QUEUED);

        var missing = only(steps.why(third.id())).missing().getFirst();
        assertThat(missing.kind()).isEqualTo(Why.Kind.SLOT);
        assertThat(missing.position()).isEqualTo(2);
        assertThat(missing.holders()).hasSize(1);
        assertThat(missing.holders().getFirst().run()).isEqualTo(first.id());
        assertThat(missing.holders().getFirst().until())
                .isAfter(missing.holders().getFirst().since());
        assertThat(pools.pool("gpu").waiting()).isEqualTo(2);

        end(first);
        end(second);
        end(third);
        assertThat(pools.pool("gpu").holders()).isEmpty();
    }

    private static Why.WaitingStep only(Why why) {
        assertThat(why.steps()).hasSize(1);
        return why.steps().getFirst();
    }

    @Test
    void thePriorityGoesFirstThenThePipelineThatHoldsLess() {
        pools.put("gpu", new PoolRequest(2));
        var running = List.of(pooled("greedy", 0), pooled("greedy", 0));
        running.forEach(run -> when(run.id(), "one", StepState.RUNNING));
        var greedy = pooled("greedy", 0);
        var modest = pooled("modest", 0);
        var urgent = pooled("greedy", 5);
        when(urgent.id(), "one", StepState.QUEUED);

        end(running.get(0));
        when(urgent.id(), "one", StepState.RUNNING);
        end(running.get(1));
        when(modest.id(), "one", StepState.RUNNING);

        assertThat(step(greedy.id(), "one").state()).isEqualTo(StepState.QUEUED);
        end(urgent);
        end(modest);
        end(greedy);
    }

    @Test
    void cancellingGivesASlotBackAndLeavesTheLine() {
        var first = pooled("first", 0);
        when(first.id(), "one", StepState.RUNNING);
        var second = pooled("second", 0);
        when(second.id(), "one", StepState.QUEUED);
        var third = pooled("third", 0);

        api.cancel(second.id());
        assertThat(ended(second.id()).state()).isEqualTo(RunState.CANCELLED);
        api.cancel(first.id());

        assertThat(ended(first.id()).state()).isEqualTo(RunState.CANCELLED);
        end(third);
    }

    @Test
    void aPoolGrowsAtOnceAndIsNotDeletedUnderAStep() {
        var run = pooled("nowhere", 0);
        pools.put("gpu", new PoolRequest(0));
        var other = pooled("nowhere", 0);
        await().until(() ->
                step(run.id(), "one").state() != StepState.QUEUED
                        || step(other.id(), "one").state() == StepState.QUEUED);
        pools.put("gpu", new PoolRequest(5));
        when(run.id(), "one", StepState.RUNNING);
        when(other.id(), "one", StepState.RUNNING);

        assertThatThrownBy(() -> pools.delete("gpu"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("2 steps hold slots of 'gpu'");
        end(run);
        end(other);
        pools.delete("gpu");
        var waiting = pooled("nowhere", 0);
        when(waiting.id(), "one", StepState.QUEUED);
        assertThat(only(steps.why(waiting.id())).missing().getFirst().what())
                .isEqualTo("there is no pool 'gpu'; PUT /v1/pools/gpu makes it");
        api.cancel(waiting.id());
        ended(waiting.id());
    }

    @Test
    void twoInstancesNeverTakeTheSameLastSlot() throws Exception {
        try (var other = Another.beside(environment);
                var threads = Executors.newFixedThreadPool(2)) {
            var runs = new ArrayList<UUID>();
            for (int i = 0; i < 30; i++) {
                runs.add(pooled("many-" + i % 3, 0).id());
            }
            var both = List.of(slots, other.getBean(Slots.class));
            var together = new CyclicBarrier(2);
            var looks =
                    both.stream()
                            .map(each ->
                                    threads.submit(() -> {
                                        for (int i = 0; i < 200; i++) {
                                            together.await(20, TimeUnit.SECONDS);
                                            each.sweep();
                                            assertThat(held()).isLessThanOrEqualTo(1);
                                        }
                                        return true;
                                    }))
                            .toList();
            for (var run : runs) {
                assertThat(jdbc.sql(WRONG).query(Integer.class).single()).isZero();
                var job =
                        await().atMost(Duration.ofSeconds(20))
                                .until(() -> anyRunning(runs), found -> found != null);
                SERVICE.succeed(job(job, "one", 1), Map.of());
                ended(job);
            }
            for (var look : looks) {
                assertThat(look.get()).isTrue();
            }
            assertThat(jdbc.sql(WRONG).query(Integer.class).single()).isZero();
        }
    }

    private int held() {
        return jdbc.sql("select count(*) from slot where run is not null")
                .query(Integer.class)
                .single();
    }

    private UUID anyRunning(List<UUID> runs) {
        return jdbc.sql("select run from step where state = 'RUNNING' and run = any(:runs) limit 1")
                .param("runs", runs.toArray(UUID[]::new))
                .query(UUID.class)
                .optional()
                .orElse(null);
    }
}
