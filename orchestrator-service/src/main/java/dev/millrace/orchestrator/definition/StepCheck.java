package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one step on its own. */
final class StepCheck {

    /** Fields that mean the same in every step; the rest is the body. */
    static final Set<String> COMMON =
            Set.of("type", "needs", "trigger", "when", "catch", "retry", "timeout");

    private final Mistakes mistakes;
    private final ShapeCheck shapes;
    private final BodyCheck bodies;

    StepCheck(Mistakes mistakes, ShapeCheck shapes, BodyCheck bodies) {
        this.mistakes = mistakes;
        this.shapes = shapes;
        this.bodies = bodies;
    }

    /**
     * @param part {@code steps} or {@code finally}
     * @return the step; null where nothing can be said about it but its mistakes
     */
    @Nullable StepDraft check(String part, String name, Node.Entry entry) {
        var field = part + "." + name;
        if (!(entry.value() instanceof Node.Mapping step)) {
            mistakes.add(
                    entry.value().place(),
                    field,
                    "is %s, but must be a mapping with a type".formatted(entry.value().kind()));
            return null;
        }
        var type = type(step, entry.key(), field);
        var scan = new ReferenceScan(mistakes);
        scan.scan(body(step), field);
        var when = step.get("when");
        if (when != null) {
            scan.scan(when, field + ".when");
        }
        if (type != null) {
            body(type, step, entry.key(), field, scan);
        }
        var policies = new PolicyCheck(mistakes);
        var definition =
                new StepDefinition(
                        name,
                        type == null ? StepType.NOOP : type,
                        List.of(),
                        List.of(),
                        new FlowCheck(mistakes).flow(step, field, part.equals("finally")),
                        policies.retry(step.get("retry"), field + ".retry"),
                        policies.timeout(step.get("timeout"), field + ".timeout"),
                        body(step).plain());
        return new StepDraft(
                definition,
                entry.key(),
                needs(step.get("needs"), field + ".needs"),
                List.copyOf(scan.found()));
    }

    private static Node.Mapping body(Node.Mapping step) {
        Map<String, Node.Entry> body = new LinkedHashMap<>(step.entries());
        body.keySet().removeAll(COMMON);
        return new Node.Mapping(step.place(), body, step.size());
    }

    private @Nullable StepType type(Node.Mapping step, Place place, String field) {
        var type = step.get("type");
        if (type == null) {
            mistakes.add(
                    place,
                    field + ".type",
                    "'type' is required: one of " + Text.listed(StepType.names()));
            return null;
        }
        var name = type instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
        if (!StepType.names().contains(name)) {
            mistakes.add(
                    type.place(),
                    field + ".type",
                    "unknown step type '%s'%s"
                            .formatted(name, Text.suggestion(name, StepType.names())));
            return null;
        }
        return StepType.of(name);
    }

    private void body(
            StepType type, Node.Mapping step, Place place, String field, ReferenceScan scan) {
        var record = type.isTask() ? body(type) : type.request();
        if (record != null) {
            int before = mistakes.count();
            shapes.fields(step, place, field, record, COMMON);
            if (mistakes.count() == before) {
                bodies.check(type, step, field);
            }
        } else if (type == StepType.CONDITION) {
            shapes.fields(step, place, field, ConditionBody.class, COMMON);
            condition(step.get("require"), field + ".require", scan);
        } else if (type == StepType.COMPARE) {
            int before = mistakes.count();
            shapes.fields(step, place, field, CompareBody.class, COMMON);
            if (mistakes.count() == before) {
                candidates(step.get("of"), field + ".of");
            }
        } else {
            shapes.fields(step, place, field, NoBody.class, COMMON);
        }
    }

    /** The record that holds a step's own fields. */
    static Class<?> body(StepType type) {
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
            case EMIT -> EmitBody.class;
            case HTTP -> HttpBody.class;
        };
    }

    /** What a comparison may say: figures by candidate, as many for each, and which is better. */
    record CompareBody(Map<String, List<Double>> of, Better better) {

        enum Better {
            @JsonProperty("higher")
            HIGHER,
            @JsonProperty("lower")
            LOWER
        }
    }

    /**
     * What a choice may say.
     *
     * @param otherwise the step that starts where no case holds; null for none
     */
    record ChoiceBody(List<Case> cases, @Nullable String otherwise) {

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
    record MapBody(List<Object> over, @Nullable Integer concurrency, @Nullable Integer tolerate) {}

    /** What a step that runs another pipeline may say. */
    record PipelineBody(
            String pipeline,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> parameters) {}

    /** How long to wait, or until when; one of the two. */
    record WaitBody(@Nullable Duration duration, @Nullable Instant until) {}

    /**
     * What is asked of people.
     *
     * @param by principals who may answer; null for everybody
     * @param onTimeout what no answer means
     */
    record ApproveBody(String message, @Nullable List<String> by, @Nullable NoAnswer onTimeout) {

        enum NoAnswer {
            @JsonProperty("approve")
            APPROVE,
            @JsonProperty("reject")
            REJECT
        }
    }

    private void candidates(@Nullable Node node, String field) {
        if (!(node instanceof Node.Mapping of)) {
            return;
        }
        var lengths =
                of.entries().values().stream()
                        .map(entry -> entry.value())
                        .filter(Node.Sequence.class::isInstance)
                        .map(figures -> ((Node.Sequence) figures).items().size())
                        .distinct()
                        .toList();
        if (of.entries().size() < 2) {
            mistakes.add(of.place(), field, "names fewer than two candidates to compare");
        }
        if (lengths.size() > 1 || lengths.contains(0)) {
            mistakes.add(
                    of.place(),
                    field,
                    "has lists of %s figures; each candidate needs as many, and at least one"
                            .formatted(
                                    Text.listed(lengths.stream().map(String::valueOf).toList())));
        }
    }

    /** What a condition may say. */
    record ConditionBody(String require) {}

    /** What a step without a request may say. */
    record NoBody() {}

    private void condition(@Nullable Node require, String field, ReferenceScan scan) {
        if (!(require instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            return; // told by the shape check
        }
        try {
            var condition = Condition.parse(text);
            if (condition.references().isEmpty()) {
                mistakes.add(require.place(), field, "compares constants only; refer to something");
            }
        } catch (InvalidExpression e) {
            if (scan.found().stream().noneMatch(found -> found.field().equals(field))
                    && Template.mayHoldReferences(text)) {
                return; // the reference itself is wrong and was told by the scan
            }
            mistakes.add(require.place(), field, e.problem());
        }
    }

    private List<StepDraft.Need> needs(@Nullable Node node, String field) {
        if (node == null) {
            return List.of();
        }
        var needs = new ArrayList<StepDraft.Need>();
        if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                var at = "%s[%d]".formatted(field, i);
                var item = sequence.items().get(i);
                if (item instanceof Node.Scalar scalar && scalar.value() != null) {
                    needs.add(new StepDraft.Need(scalar.value().toString(), item.place(), at));
                } else {
                    mistakes.add(
                            item.place(),
                            at,
                            "is %s, but must be a step's name".formatted(item.kind()));
                }
            }
        } else {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a list of step names such as [ingest]"
                            .formatted(node.kind()));
        }
        return needs;
    }
}
