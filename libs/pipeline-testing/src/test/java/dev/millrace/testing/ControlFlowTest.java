package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Maps, people, pools and time in tests of pipelines. */
class ControlFlowTest {

    @Test
    void whatIsSaidOfAMapIsSaidOfItsItems() {
        var run =
                PipelineTest.of(
                                """
                                pipeline: files
                                parameters: {files: [a, b, c]}
                                steps:
                                  load:
                                    type: map
                                    over: "${parameters.files}"
                                    concurrency: 2
                                    each: {type: ingest, dataset: files, source: "/data/${item}.csv"}
                                  after: {type: noop, needs: [load]}
                                """)
                        .step("load")
                        .answers(asked ->
                                Map.of("reference", asked.get("source").toString().substring(6)))
                        .takes(Duration.ofMinutes(1))
                        .run();

        assertThat(run).succeeded().took(Duration.ofMinutes(2)).step("load.2").succeeded();
        assertThat(run.step("load").outputs().get("results").toString())
                .contains("a.csv", "b.csv", "c.csv");
    }

    @Test
    void anItemThatFailsFailsItsMap() {
        var run =
                PipelineTest.of(
                                """
                                pipeline: files
                                steps:
                                  load: {type: map, over: [a], each: {type: ingest, dataset: d, source: "/${item}"}}
                                """)
                        .step("load")
                        .fails(FailureCode.SOURCE_NOT_FOUND)
                        .run();

        assertThat(run).failed().step("load.0").failedWith(FailureCode.SOURCE_NOT_FOUND);
    }

    @Test
    void somebodyApprovesOrDoesNot() {
        var pipeline =
                PipelineTest.of(
                        """
                        pipeline: release
                        steps:
                          ask: {type: approve, message: "Deploy?"}
                          deploy: {type: noop, needs: [ask]}
                        """);
        assertThat(pipeline.after(Duration.ofHours(3)).approve("ask").run())
                .succeeded()
                .took(Duration.ofHours(3));
        assertThatThrownBy(() -> pipeline.step("ask")).hasMessageContaining(".approve(\"ask\")");

        var refused =
                PipelineTest.of(
                        "{pipeline: no, steps: {ask: {type: approve, message: 'Deploy?'}}}");
        assertThat(refused.after(Duration.ofHours(3)).reject("ask").run()).failed();
    }

    @Test
    void timePassesAsItIsToldTo() {
        var run =
                PipelineTest.of(
                                """
                                pipeline: patient
                                steps:
                                  rest: {type: wait, for: 2h}
                                  work: {type: noop, needs: [rest], pool: gpu}
                                """)
                        .run();

        assertThat(run).succeeded().took(Duration.ofHours(2)).step("work").tried(1);
    }

    @Test
    void aSensorFindsWhatTheTestSays() {
        var run =
                PipelineTest.of(
                                """
                                pipeline: sensing
                                steps:
                                  wait: {type: sensor, on: {s3: {key: in/day.csv}}}
                                  load: {type: ingest, needs: [wait], dataset: d, source: "${steps.wait.facts.uri}"}
                                """)
                        .step("wait")
                        .takes(Duration.ofHours(5))
                        .succeeds(Map.of("facts", Map.of("uri", "s3://b/in/day.csv")))
                        .run();

        assertThat(run)
                .succeeded()
                .took(Duration.ofHours(5))
                .step("load")
                .wasAsked("source", "s3://b/in/day.csv");
        assertThat(run.stepsStarted()).isEqualTo(List.of("wait", "load"));
    }
}
