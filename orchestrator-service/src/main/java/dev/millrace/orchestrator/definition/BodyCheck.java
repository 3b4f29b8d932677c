package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.transform.TransformCheck;
import dev.millrace.transform.TransformSpec;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a step's own fields against the record that they are read as, and what goes beyond that.
 */
final class BodyCheck {

    private final JsonMapper json;
    private final Mistakes mistakes;
    private final ShapeCheck shapes;
    private final DecisionCheck decisions;
    private final ControlCheck controls;

    BodyCheck(JsonMapper json, Validator validator, Mistakes mistakes) {
        this.json = json;
        this.mistakes = mistakes;
        this.shapes = new ShapeCheck(json, validator, mistakes);
        this.decisions = new DecisionCheck(mistakes);
        this.controls = new ControlCheck(mistakes);
    }

    /**
     * @param apart fields that somebody else checks
     * @param timeout of the step
     */
    void check(
            StepType type,
            Node.Mapping body,
            Place place,
            String field,
            Set<String> apart,
            Duration timeout) {
        int before = mistakes.count();
        shapes.fields(body, place, field, StepBody.of(type), apart);
        if (type == StepType.CONDITION) { // whatever is wrong beside it
            decisions.condition(body.get("require"), field + ".require");
        } else if (mistakes.count() == before) {
            wellShaped(type, body, place, field, timeout);
        }
    }

    private void wellShaped(
            StepType type, Node.Mapping body, Place place, String field, Duration timeout) {
        switch (type) {
            case PROFILE -> versionReference(body.get("dataset"), field + ".dataset");
            case DEPLOY -> versionReference(body.get("model"), field + ".model");
            case PREPARE -> prepare(body, field);
            case COMPARE -> decisions.candidates(body.get("of"), field + ".of");
            case CHOICE -> decisions.cases(body.get("cases"), field + ".cases");
            case MAP -> controls.map(body, field);
            case PIPELINE -> controls.pipeline(body, field);
            case WAIT -> controls.waiting(body, place, field, timeout);
            case INGEST, TRAIN, CROSS_VALIDATE, TUNE, AUTOML, CONDITION, NOOP, APPROVE -> {}
            case EMIT, HTTP, SCRIPT -> {}
            case NOTIFY -> new NotifyCheck(mistakes).check(body, place, field);
            case SQL -> new SqlCheck(mistakes).check(body, place, field);
            case SENSOR -> new SensorCheck(mistakes).check(body, field);
        }
    }

    private void prepare(Node.Mapping body, String field) {
        if (body.get("inputs") instanceof Node.Mapping inputs) {
            inputs.entries()
                    .forEach((name, entry) ->
                            versionReference(entry.value(), "%s.inputs.%s".formatted(field, name)));
        }
        if (body.get("recipe") instanceof Node.Mapping recipe) {
            split(recipe.get("split"), field + ".recipe.split");
            features(recipe, field + ".recipe");
        }
    }

    private void versionReference(@Nullable Node node, String field) {
        if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && !Template.mayHoldReferences(text)) {
            try {
                VersionReference.parse(text);
            } catch (PlatformException e) {
                mistakes.add(node.place(), field, e.failure().message());
            }
        }
    }

    private void split(@Nullable Node node, String field) {
        if (!(node instanceof Node.Mapping split)) {
            return;
        }
        double validation = share(split.get("validation"), field + ".validation", 0.16);
        double test = share(split.get("test"), field + ".test", 0.2);
        if (validation + test >= 1) {
            mistakes.add(
                    split.place(),
                    field,
                    "validation %s and test %s leave no rows for training; their sum must be below 1"
                            .formatted(validation, test));
        }
    }

    private double share(@Nullable Node node, String field, double usual) {
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof Number number)) {
            return usual;
        }
        if (number.doubleValue() <= 0 || number.doubleValue() >= 1) {
            mistakes.add(
                    node.place(), field, "is %s, but must lie between 0 and 1".formatted(number));
            return usual;
        }
        return number.doubleValue();
    }

    /** The transform's own check of its form, where no reference is in the way. */
    private void features(Node.Mapping node, String field) {
        if (ReferenceScan.holdsReferences(node)) {
            return;
        }
        var recipe = json.convertValue(node.plain(), Recipe.class);
        TransformCheck.checkForm(new TransformSpec(recipe.features(), recipe.target()))
                .forEach(mistake ->
                        mistakes.add(
                                NodePath.place(node, mistake.field()),
                                field + "." + mistake.field(),
                                mistake.message()));
    }
}
