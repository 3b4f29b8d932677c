package dev.millrace.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.ReusedResult;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ControlFlowTest {

    private static final int CASES = 3_000;

    private static final String CHOICE =
            """
            pipeline: chosen
            parameters: {rows: 10}
            steps:
              size:
                type: choice
                cases:
                  - {when: "${parameters.rows} > 1000", then: large}
                  - {when: "${parameters.rows} > 5", then: small}
                otherwise: empty
              large: {type: noop}
              small: {type: noop}
              empty: {type: noop}
              report: {type: noop, needs: [large, small, empty], trigger: none-failed}
            """;

    @Test
    void aChoiceStartsTheStepOfItsFirstCaseThatHoldsAndSkipsTheOthers() {
        var run = Played.of(CHOICE).succeeds("small").succeeds("report");

        assertThat(run.outputs("size").get("chosen")).isEqualTo("small");
        assertThat(run.step("large").state()).isEqualTo(StepState.SKIPPED);
        assertThat(run.step("empty").state()).isEqualTo(StepState.SKIPPED);
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aChoiceWithoutACaseThatHoldsTakesWhatItSaysOtherwise() {
        assertThat(Played.of(CHOICE, Map.of("rows", 0)).going()).containsExactly("empty");
    }

    private static final String MAP =
            """
            pipeline: mapped
            parameters: {items: [a, b, c]}
            steps:
              all:
                type: map
                over: ${parameters.items}
                concurrency: 2
                tolerate: 1
                each: {type: ingest, dataset: "d-${index}", source: "/data/${item}"}
              after: {type: condition, require: "${steps.all.failed} <= 1"}
            outputs: {first: "${steps.all.results.0.rows}"}
            """;

    @Test
    void aMapDoesTheSameWithEveryItemAndGivesTheResultsInTheOrderOfTheItems() {
        var run = Played.of(MAP);
        assertThat(run.going()).containsExactly("all.0", "all.1");
        assertThat(run.body("all.1").get("source")).isEqualTo("/data/b");
        assertThat(run.body("all.1").get("dataset")).isEqualTo("d-1");

        run.succeeds("all.1", Map.of("rows", 2));
        assertThat(run.going()).containsExactly("all.0", "all.2");
        run.succeeds("all.2", Map.of("rows", 3)).succeeds("all.0", Map.of("rows", 1));

        assertThat(run.outputs("all").get("results"))
                .isEqualTo(List.of(Map.of("rows", 1), Map.of("rows", 2), Map.of("rows", 3)));
        assertThat(run.outputs().get("first")).isEqualTo(1);
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aMapOverNothingSucceedsWithNothing() {
        var run = Played.of(MAP.replace("outputs:", "#"), Map.of("items", List.of()));

        assertThat(run.outputs("all").get("results")).isEqualTo(List.of());
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aMapOfWhichTooManyItemsFailStartsNoMoreAndFails() {
        var run = Played.of(MAP, Map.of("items", List.of("a", "b", "c", "d", "e")));
        run.fails("all.0").fails("all.1");

        assertThat(run.hadEffect(new Effect.Stop("all.2", 1))).isTrue();
        run.ends("all.2", new Outcome.Cancelled("stopped"));

        assertThat(run.states())
                .containsEntry("all", StepState.FAILED)
                .containsEntry("all.2", StepState.CANCELLED)
                .containsEntry("all.3", StepState.SKIPPED)
                .containsEntry("all.4", StepState.SKIPPED)
                .containsEntry("after", StepState.SKIPPED);
        assertThat(run.message()).contains("3 of 5 items failed, and 1 may", "all.0 is wrong");
    }

    @Test
    void oneItemOfAMapCanRunAgain() {
        var run = Played.of(MAP);
        run.succeeds("all.0", Map.of("rows", 1))
                .fails("all.1")
                .succeeds("all.2", Map.of("rows", 3));
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);

        run.told((machine, now) ->
                machine.rerun(java.util.Set.of("all.1"), machine.parameters(), "ada", now));
        assertThat(run.going()).containsExactly("all.1");
        run.succeeds("all.1", Map.of("rows", 2));

        assertThat(run.outputs("all").get("results"))
                .isEqualTo(List.of(Map.of("rows", 1), Map.of("rows", 2), Map.of("rows", 3)));
    }

    @Test
    void aMapThatRunsAgainOverFewerItemsForgetsTheOthers() {
        var run = Played.of(MAP);
        run.succeeds("all.0", Map.of("rows", 1))
                .succeeds("all.1", Map.of("rows", 2))
                .succeeds("all.2", Map.of("rows", 3));

        run.told((machine, now) ->
                        machine.rerun(
                                java.util.Set.of("all"), Map.of("items", List.of("z")), "ada", now))
                .succeeds("all.0", Map.of("rows", 9));

        assertThat(run.outputs("all").get("results")).isEqualTo(List.of(Map.of("rows", 9)));
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void cancellingARunCancelsTheItemsOfItsMaps() {
        var run = Played.of(MAP).told((m, now) -> m.cancel("ada", Duration.ofSeconds(9), now));
        run.ends("all.0", new Outcome.Cancelled("stopped"));
        assertThat(run.state()).isEqualTo(RunState.CANCELLING);

        run.after(Duration.ofSeconds(9));

        assertThat(run.states().values()).containsOnly(StepState.CANCELLED);
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
    }

    /** Whatever the items do, in whatever order, and whoever goes on with the run meanwhile. */
    @Test
    void mapsKeepTheirBoundsAndTheirOrderInRandomRuns() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            int items = random.nextInt(12);
            int concurrency = 1 + random.nextInt(5);
            int tolerate = random.nextInt(4);
            var names = new String[items];
            Arrays.setAll(names, i -> "i" + i);
            var run =
                    Played.of(
                            MAP.replace("concurrency: 2", "concurrency: " + concurrency)
                                    .replace("tolerate: 1", "tolerate: " + tolerate)
                                    .replace("outputs:", "#"),
                            Map.of("items", List.of(names)));
            var gives = new HashMap<String, Object>();
            int failed = 0;
            while (!run.state().isTerminal()) {
                assertThat(run.going().size()).as("case %d", seed).isBetween(1, concurrency);
                var step = run.going().get(random.nextInt(run.going().size()));
                if (random.nextInt(4) == 0) {
                    run.fails(step);
                    failed++;
                } else {
                    gives.put(step, Map.of("is", random.nextInt()));
                    run.ends(step, new Outcome.Succeeded(Map.of("is", gives.get(step))));
                }
                if (random.nextInt(3) == 0) {
                    run.takenOver();
                }
            }
            var map = run.step("all");
            assertThat(map.state())
                    .as("case %d", seed)
                    .isEqualTo(failed > tolerate ? StepState.FAILED : StepState.SUCCEEDED);
            for (int i = 0; i < items && map.state() == StepState.SUCCEEDED; i++) {
                var result = (Map<?, ?>) ((List<?>) map.outputs().get("results")).get(i);
                var given = gives.get("all." + i);
                assertThat(result == null ? null : result.get("is")).isEqualTo(given);
            }
        }
    }

    @Test
    void aWaitEndsWhenItsTimeHasComeAlsoWithAnotherOwner() {
        var run =
                Played.of(
                        """
                        pipeline: waits
                        steps:
                          pause: {type: wait, for: 90m}
                          after: {type: noop, needs: [pause]}
                        """);

        run.after(Duration.ofMinutes(50)).takenOver().after(Duration.ofMinutes(39));
        assertThat(run.going()).isEmpty();
        run.after(Duration.ofMinutes(1));
        assertThat(run.going()).containsExactly("after");
    }

    private static final String APPROVAL =
            """
            pipeline: asks
            steps:
              ask: {type: approve, message: "Serve it?", timeout: 2d}
              serve: {type: noop, needs: [ask]}
            """;

    @Test
    void aPersonsWordLetsTheRunGoOn() {
        var run =
                Played.of(APPROVAL)
                        .takenOver()
                        .told((machine, now) -> machine.answer("ask", true, "eve", "fine", now));

        assertThat(run.going()).containsExactly("serve");
        assertThat(run.outputs("ask")).containsEntry("by", "eve");
        assertThat(run.outputs("ask")).containsEntry("comment", "fine");
    }

    @Test
    void aRejectionFailsTheStepAndASecondAnswerChangesNothing() {
        var run =
                Played.of(APPROVAL)
                        .told((machine, now) -> machine.answer("ask", false, "eve", "no", now))
                        .told((machine, now) -> machine.answer("ask", true, "bob", "yes", now));

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("rejected by eve: no");
    }

    @Test
    void noAnswerMeansWhatTheStepSays() {
        var silence = Duration.ofDays(2);
        assertThat(Played.of(APPROVAL).after(silence).message()).contains("timeout of 2d");
        var approved = APPROVAL.replace("2d}", "2d, onTimeout: approve}");
        assertThat(Played.of(approved).after(silence).going()).containsExactly("serve");
        var rejected = APPROVAL.replace("2d}", "2d, onTimeout: reject}");
        assertThat(Played.of(rejected).after(silence).message()).contains("rejected by nobody");
    }

    private static final String UNDONE =
            """
            pipeline: undone
            steps:
              book: {type: noop, compensate: {type: noop}}
              pay: {type: noop, needs: [book], compensate: {type: noop}}
              ship: {type: noop, needs: [pay], compensate: {type: noop}}
              tell: {type: ingest, dataset: d, source: /x, needs: [ship]}
            finally:
              close: {type: noop}
            """;

    @Test
    void aFailedRunUndoesWhatItDidTheLastFirstAndThenComesWhatComesLast() {
        var run = Played.of(UNDONE);
        for (var step : List.of("book", "pay", "ship")) {
            run.after(Duration.ofSeconds(1)).succeeds(step);
        }
        run.fails("tell");

        for (var undo : List.of("ship.compensate", "pay.compensate", "book.compensate", "close")) {
            assertThat(run.going()).containsExactly(undo);
            run.takenOver().succeeds(undo);
        }
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("'tell'");
    }

    @Test
    void aRunThatSucceedsUndoesNothing() {
        var run = Played.of(UNDONE);
        List.of("book", "pay", "ship", "tell", "close").forEach(run::succeeds);

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.step("pay.compensate").state()).isEqualTo(StepState.SKIPPED);
    }

    @Test
    void whatWasUndoneIsDoneAgainWhenTheRunIsResumed() {
        var run = Played.of(UNDONE).succeeds("book").fails("pay");
        run.succeeds("book.compensate").succeeds("close");

        run.told((machine, now) ->
                machine.rerun(java.util.Set.of("pay"), machine.parameters(), "ada", now));

        assertThat(run.going()).containsExactly("book");
    }

    private static final String POOLED =
            """
            pipeline: pooled
            steps:
              one: {type: ingest, dataset: d, source: /x, pool: gpu, queueTimeout: 1m, timeout: 1h}
            """;

    @Test
    void aStepWithAPoolWaitsForItsSlotWithoutLosingAnyOfItsTime() {
        var run = Played.of(POOLED).after(Duration.ofDays(20));
        assertThat(run.step("one").state()).isEqualTo(StepState.QUEUED);

        run.takenOver().told((machine, now) -> machine.granted("one", now));
        run.after(Duration.ofSeconds(59)).told((machine, now) -> machine.begun("one", 1, now));
        run.after(Duration.ofMinutes(59)).succeeds("one");

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aJobThatDoesNotLeaveItsQueueInTimeIsTriedAgain() {
        var run = Played.of(POOLED).told((machine, now) -> machine.granted("one", now));

        run.after(Duration.ofSeconds(60));

        assertThat(run.step("one").state()).isEqualTo(StepState.RETRYING);
        assertThat(run.step("one").message()).contains("queueTimeout of 1m");
        assertThat(run.hadEffect(new Effect.Leave("one", 1))).isTrue();
    }

    @Test
    void aPausedRunGivesItsSlotBack() {
        var run = Played.of(POOLED).told((machine, now) -> machine.pause("ada"));
        run.told((machine, now) -> machine.granted("one", now));
        assertThat(run.step("one").state()).isEqualTo(StepState.READY);

        run.told((machine, now) -> machine.unpause("ada", now));
        assertThat(run.step("one").state()).isEqualTo(StepState.QUEUED);
    }

    @Test
    void workThatFallsSilentIsLeftAndTriedAgain() {
        var run =
                Played.of(
                        """
                        pipeline: silent
                        steps:
                          one: {type: ingest, dataset: d, source: /x, heartbeat: 1m}
                        """);
        run.told((machine, now) -> machine.begun("one", 1, now));
        run.after(Duration.ofSeconds(50))
                .told((machine, now) -> machine.progressed("one", 1, 0.5, "half", now))
                .after(Duration.ofSeconds(59));
        assertThat(run.step("one").state()).isEqualTo(StepState.RUNNING);

        run.after(Duration.ofSeconds(1));

        assertThat(run.step("one").state()).isEqualTo(StepState.RETRYING);
        assertThat(run.step("one").message()).contains("no sign of life for 1m", "half");
    }

    @Test
    void whatIsLateIsToldOnceAndGoesOn() {
        var run =
                Played.of(
                        """
                        pipeline: late
                        lateAfter: 20m
                        steps:
                          one: {type: ingest, dataset: d, source: /x, lateAfter: 10m}
                        """);

        run.after(Duration.ofMinutes(11)).takenOver().after(Duration.ofMinutes(10)).takenOver();
        run.after(Duration.ofMinutes(1));

        assertThat(run.told("step-late")).containsExactly("one");
        assertThat(run.told("run-late")).hasSize(1);
        assertThat(run.succeeds("one").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aRunThatTakesTooLongIsStoppedAndFails() {
        var run =
                Played.of(
                        """
                        pipeline: slow
                        timeout: 30m
                        steps:
                          one: {type: ingest, dataset: d, source: /x}
                        finally:
                          tidy: {type: noop}
                        """);

        run.after(Duration.ofMinutes(30)).takenOver();
        run.ends("one", new Outcome.Cancelled("stopped")).succeeds("tidy");

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).isEqualTo("took longer than the run's timeout of 30m");
    }

    @Test
    void aStepThatIsMarkedCountsAsEndedAndItsWorkIsLeft() {
        var run =
                Played.of(
                        """
                        pipeline: marked
                        steps:
                          one: {type: ingest, dataset: d, source: /x}
                          two: {type: deploy, model: "${steps.one.reference}", endpoint: e, needs: [one]}
                        """);

        run.told((machine, now) ->
                machine.mark("one", StepState.SUCCEEDED, Map.of("reference", "d@1"), "ada", now));

        assertThat(run.hadEffect(new Effect.Leave("one", 1))).isTrue();
        assertThat(run.body("two").get("model")).isEqualTo("d@1");
    }

    @Test
    void aReusedResultCountsAsSuccessIsToldAndIsForgottenWhenTheStepStartsOver() {
        var from =
                new ReusedResult(new UUID(0, 7), "earlier", Instant.parse("2026-03-01T00:00:00Z"));
        var run =
                Played.of(
                                """
                                pipeline: reused
                                steps:
                                  a: {type: noop}
                                  b: {type: noop, when: "${steps.c.epochs} > 2"}
                                  c: {type: train, reuse: 1d, model: m, preparedData: "00000000-0000-0000-0000-000000000001"}
                                """)
                        .ends("c", new Outcome.Reused(Map.of("epochs", 3), from))
                        .takenOver();

        assertThat(run.going()).contains("b");
        assertThat(run.step("c").reusedFrom()).isEqualTo(from);
        assertThat(run.step("c").message()).contains("'earlier'", from.run().toString());
        assertThat(run.told("step-reused")).containsExactly("c");
        assertThat(run.told("step-succeeded")).containsExactly("c");

        run.succeeds("a").succeeds("b");
        run.told((machine, now) ->
                machine.rerun(java.util.Set.of("c"), machine.parameters(), "ada", now));
        assertThat(run.step("c").reusedFrom()).isNull();
        assertThat(run.step("c").base()).isEqualTo(1);
    }
}
