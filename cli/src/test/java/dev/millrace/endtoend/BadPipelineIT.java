package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static dev.millrace.endtoend.Documents.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong pipeline is refused at its line, and is not kept. */
@OnThePlatform
class BadPipelineIT {

    private final LivePlatform platform;

    BadPipelineIT(LivePlatform platform) {
        this.platform = platform;
    }

    /** The steps begin in line 3. */
    record BadPipeline(String name, String steps, int line, String words) {

        String text() {
            return "pipeline: bad-%s\nsteps:\n%s\n".formatted(name, steps);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadPipeline> badPipelines() {
        return Stream.of(
                new BadPipeline(
                        "unknown-step-type", "  a: {type: trian}", 3, "unknown step type 'trian'"),
                new BadPipeline(
                        "unknown-step", "  a: {type: noop, needs: [b]}", 3, "unknown step 'b'"),
                new BadPipeline(
                        "unknown-parameter",
                        "  a: {type: ingest, dataset: x, source: \"${parameters.file}\"}",
                        3,
                        "unknown parameter 'file'"),
                new BadPipeline(
                        "cycle",
                        "  a: {type: noop, needs: [b]}\n  b: {type: noop, needs: [a]}",
                        3,
                        "a -> b -> a"),
                new BadPipeline(
                        "missing-output",
                        "  a: {type: noop}\n"
                                + "  b: {type: profile, dataset: \"${steps.a.reference}\"}",
                        4,
                        "no output 'reference'"));
    }

    @ParameterizedTest
    @MethodSource("badPipelines")
    void isRefusedAtItsLine(BadPipeline bad) {
        var answer = post(bad.text());

        answer.require(400);
        assertThat(answer.code()).isEqualTo("INVALID_PIPELINE");
        assertThat(stream(answer.body().path("mistakes")))
                .anySatisfy(mistake -> {
                    assertThat(mistake.path("line").asInt()).isEqualTo(bad.line());
                    assertThat(text(mistake, "message")).contains(bad.words());
                });
        assertThat(texts(platform.orchestrator().get("/v1/pipelines").ok(), "name"))
                .doesNotContain("bad-" + bad.name());
    }

    @Test
    void aRunWithAnUnknownParameterIsRefusedAndNotStarted() {
        post("pipeline: idle\nsteps:\n  a: {type: noop}\n").ok();
        var start = Map.of("pipeline", "idle", "parameters", Map.of("speed", 3));

        var answer = platform.orchestrator().post("/v1/runs", start);

        answer.require(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().toString()).contains("speed");
        assertThat(platform.orchestrator().get("/v1/runs?pipeline=idle").ok().size()).isZero();
    }

    private Http.Answer post(String pipeline) {
        return platform.orchestrator()
                .post("/v1/pipelines", "application/yaml", pipeline.getBytes(UTF_8));
    }
}
