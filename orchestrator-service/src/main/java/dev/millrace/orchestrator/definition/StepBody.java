package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.Names;
import dev.millrace.contracts.orchestrator.EmitRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What steps say beside the fields that all have in common, as records. */
final class StepBody {

    private StepBody() {}

    /** The record that holds a step's own fields. */
    static Class<?> of(StepType type) {
        return switch (type) { // no default: a new type must say what its fields are
            case INGEST, PROFILE, PREPARE, TRAIN, CROSS_VALIDATE, TUNE, AUTOML, DEPLOY ->
                    Objects.requireNonNull(type.request());
            case CONDITION -> ConditionBody.class;
            case COMPARE -> CompareBody.class;
            case NOOP -> NoBody.class;
            case CHOICE -> ChoiceBody.class;
            case MAP -> MapBody.class;
            case PIPELINE -> PipelineBody.class;
            case WAIT -> WaitBody.class;
            case APPROVE -> ApproveBody.class;
            case EMIT -> EmitRequest.class;
            case HTTP -> HttpBody.class;
            case SQL -> SqlBody.class;
            case NOTIFY -> NotifyBody.class;
            case SCRIPT -> ScriptBody.class;
            case SENSOR -> SensorBody.class;
        };
    }

    /** What a condition may say. */
    record ConditionBody(String require) {}

    /** What a comparison may say: figures by candidate, as many for each, and which is better. */
    record CompareBody(Map<String, List<Double>> of, Better better) {

        enum Better {
            @JsonProperty("higher")
            HIGHER,
            @JsonProperty("lower")
            LOWER
        }
    }

    /** What a step without fields of its own may say. */
    record NoBody() {}

    /**
     * What a choice may say.
     *
     * @param otherwise the step that starts where no case holds; null for none
     */
    record ChoiceBody(
            @Size(
                            min = 1,
                            max = DefinitionLimits.CASES,
                            message = "must have from {min} to {max} cases")
                    List<Case> cases,
            @Nullable String otherwise) {

        /** A comparison, and the step that starts where it is the first that holds. */
        record Case(String when, String then) {}
    }

    /**
     * What a map may say, beside its {@code each}.
     *
     * @param over the items, or a reference to a list of them
     * @param concurrency how many go on at once; null for all
     * @param tolerate how many may fail; null for none
     */
    record MapBody(
            List<Object> over,
            @Nullable @Min(1) @Max(DefinitionLimits.ITEMS) Integer concurrency,
            @Nullable @Min(0) @Max(DefinitionLimits.ITEMS) Integer tolerate) {}

    /**
     * What a step that runs another pipeline may say.
     *
     * @param version null for the latest at that moment
     */
    record PipelineBody(
            @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String pipeline,
            @Nullable @Min(1) Integer version,
            @Nullable Map<String, @Nullable Object> parameters) {}

    /** How long to wait, or until when; one of the two. */
    record WaitBody(@JsonProperty("for") @Nullable Duration duration, @Nullable Instant until) {}

    /**
     * What is asked of people.
     *
     * @param by principals who may answer; null for everybody
     * @param onTimeout what no answer means; null for a failure
     */
    record ApproveBody(
            @NotBlank String message,
            @Nullable @Size(min = 1, max = 100) List<String> by,
            @Nullable NoAnswer onTimeout) {

        enum NoAnswer {
            @JsonProperty("approve")
            APPROVE,
            @JsonProperty("reject")
            REJECT
        }
    }
}
