package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.EmittedEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.task.Tasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;

/** Steps whose work the orchestrator does, through the whole service. */
class TaskStepTest extends RunTests {

    @Autowired Tasks tasks;

    @Test
    void anEmittedEventCanBeReadByItsNameAndReferredTo() {
        var run =
                ended(
                        started(
                                        """
                                        pipeline: tells
                                        parameters: {day: null}
                                        steps:
                                          tell: {type: emit, name: orders-ready, data: {day: "${parameters.day}"}}
                                          also: {type: emit, name: also, data: {after: "${steps.tell.id}"}}
                                        """,
                                        Map.of("day", "2026-03-01"))
                                .id());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        var told = events("orders-ready");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().data()).isEqualTo(Map.of("day", "2026-03-01"));
        assertThat(told.getFirst().run()).isEqualTo(run.id());
        assertThat(events("also").getFirst().data())
                .isEqualTo(Map.of("after", (int) told.getFirst().id()));
    }

    @Test
    void anAttemptThatIsBegunAgainEmitsNothingTwice() {
        var run = ended(started("pipeline: twice\nsteps: {a: {type: emit, name: twice}}").id());
        var id = run.id();
        jdbc.sql("update run set state = 'RUNNING', ended_at = null, owner = null where id = :id")
                .param("id", id)
                .update();
        jdbc.sql(
                        """
                        update step set state = 'RUNNING', ended_at = null,
                               wake_at = database_now() + interval '1 minute' where run = :id
                        """)
                .param("id", id)
                .update();

        rounds.heartbeat();

        assertThat(ended(id).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(id, "a").attempt()).isEqualTo(1);
        assertThat(events("twice")).hasSize(1);
    }

    @Test
    void everyTypeOfTaskHasSomebodyToDoIt() {
        for (var type : StepType.values()) {
            if (type.isTask()) {
                assertThat(tasks.canDo(type)).as(type.toString()).isTrue();
            }
        }
    }

    private List<EmittedEvent> events(String name) {
        return http().get()
                .uri("/v1/events?name={name}", name)
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
    }
}
