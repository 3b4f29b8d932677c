package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.transform.TransformCheck;
import dev.millrace.transform.TransformSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What can be said about a well-shaped body without any data. */
final class BodyCheck {

    private final JsonMapper json;
    private final Mistakes mistakes;

    BodyCheck(JsonMapper json, Mistakes mistakes) {
        this.json = json;
        this.mistakes = mistakes;
    }

    void check(StepType type, Node.Mapping body, String field) {
        switch (type) {
            case PROFILE -> versionReference(body.get("dataset"), field + ".dataset");
            case DEPLOY -> versionReference(body.get("model"), field + ".model");
            case PREPARE -> prepare(body, field);
            case INGEST, TRAIN, CROSS_VALIDATE, TUNE, AUTOML, CONDITION, COMPARE, NOOP -> {}
            case CHOICE, MAP, PIPELINE, WAIT, APPROVE -> {}
            case EMIT, HTTP -> {}
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
