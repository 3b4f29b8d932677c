package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Pipeline;
import dev.millrace.contracts.orchestrator.PipelineDiff;
import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All pipelines. A version never changes, and a definition equal to the latest adds none. */
@Component
public class Pipelines {

    private final PipelineRows rows;
    private final Definitions definitions;
    private final RememberedDefinitions remembered = new RememberedDefinitions();

    Pipelines(PipelineRows rows, Definitions definitions) {
        this.rows = rows;
        this.definitions = definitions;
    }

    /** Every mistake in the text, and in what it says of other pipelines. */
    public List<Mistake> check(String text) {
        var mistakes = definitions.check(text);
        return mistakes.isEmpty() ? contained(definitions.parse(text), text) : mistakes;
    }

    private List<Mistake> contained(Definition definition, String text) {
        int number = rows.latest(definition.pipeline()).orElse(0) + 1;
        return definitions.placed(text, Containment.mistakes(posted(), definition, number));
    }

    private Containment.Posted posted() {
        return new Containment.Posted() {
            @Override
            public OptionalInt latest(String pipeline) {
                return rows.latest(pipeline);
            }

            @Override
            public Definition definition(String pipeline, int version) {
                return Pipelines.this.definition(pipeline, version);
            }
        };
    }

    @Transactional
    public PipelineVersion post(String text, String principal) {
        var definition = definitions.parse(text);
        if (Containment.contains(definition)) {
            rows.lockContainment();
        }
        int latest = rows.lock(definition.pipeline());
        if (latest > 0) {
            var present = version(definition.pipeline(), latest);
            if (present.definition().equals(text)) {
                return present;
            }
        }
        var mistakes = contained(definition, text);
        if (!mistakes.isEmpty()) {
            throw Definitions.refusal(mistakes);
        }
        rows.insert(definition, latest + 1, text, principal);
        return version(definition.pipeline(), latest + 1);
    }

    public List<Pipeline> list() {
        return rows.list();
    }

    /** The number that {@code version} (a number, or latest) stands for. */
    public int number(String pipeline, String version) {
        int latest =
                rows.latest(pipeline)
                        .orElseThrow(() ->
                                new PlatformException(
                                        FailureCode.PIPELINE_NOT_FOUND,
                                        "there is no pipeline '%s'".formatted(pipeline)));
        if ("latest".equals(version)) {
            return latest;
        }
        if (!version.matches("[0-9]{1,9}")) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "'%s' is no version; give a number, or latest".formatted(version));
        }
        return Integer.parseInt(version);
    }

    public PipelineVersion version(String pipeline, int number) {
        return rows.version(pipeline, number).orElseThrow(() -> missing(pipeline, number));
    }

    /** What the version was read as. */
    public Definition definition(String pipeline, int number) {
        return remembered.get(
                pipeline,
                number,
                () ->
                        rows.definition(pipeline, number)
                                .orElseThrow(() -> missing(pipeline, number)));
    }

    /** What is different in the second version. */
    public PipelineDiff diff(String pipeline, int from, int to) {
        return Differences.between(from, definition(pipeline, from), to, definition(pipeline, to));
    }

    private static PlatformException missing(String pipeline, int number) {
        return new PlatformException(
                FailureCode.PIPELINE_NOT_FOUND,
                "pipeline '%s' has no version %d".formatted(pipeline, number));
    }
}
