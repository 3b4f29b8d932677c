package dev.millrace.training.study;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.training.Parameter;
import dev.millrace.contracts.training.Parameter.Choice;
import dev.millrace.contracts.training.Parameter.Int;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.training.search.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a space on its own, whatever the base. */
final class SpaceCheck {

    private static final Set<String> NO_HYPERPARAMETERS =
            Set.of(
                    "model",
                    "preparedData",
                    "alias",
                    "experiment",
                    "tags",
                    "evaluation",
                    "checkpoints",
                    "fineTune",
                    "fitTo",
                    "preset");

    private final Map<String, Parameter> space;
    private final List<Mistake> mistakes = new ArrayList<>();

    private SpaceCheck(Map<String, Parameter> space) {
        this.space = space;
    }

    static List<Mistake> mistakes(Map<String, Parameter> space) {
        var check = new SpaceCheck(space);
        space.forEach((path, parameter) -> {
            check.path(path);
            check.range("space." + path, parameter);
            check.conditions("space." + path + ".when", parameter);
        });
        if (check.mistakes.isEmpty()) {
            check.order();
        }
        return check.mistakes;
    }

    private void path(String path) {
        try {
            var root = ParameterPath.of(path).root();
            require(
                    !NO_HYPERPARAMETERS.contains(root),
                    "space." + path,
                    "is no hyperparameter: %s is the same in all trials".formatted(root));
        } catch (ParameterPath.NoSuchPlace wrong) {
            mistakes.add(Mistake.in("space." + path, String.valueOf(wrong.getMessage())));
        }
    }

    private void range(String field, Parameter parameter) {
        switch (parameter) {
            case Int number -> {
                ends(field, number.low(), number.high(), number.log());
                var step = number.step();
                require(step == null || step >= 1, field + ".step", "must be at least 1");
                require(
                        step == null || !number.log(),
                        field + ".step",
                        "cannot be given together with log");
            }
            case Real number -> ends(field, number.low(), number.high(), number.log());
            case Choice choice -> {
                require(
                        !choice.values().isEmpty(),
                        field + ".values",
                        "is empty; give at least one value");
                require(
                        new HashSet<>(choice.values()).size() == choice.values().size(),
                        field + ".values",
                        "has a value twice");
            }
        }
    }

    private void ends(String field, @Nullable Number low, @Nullable Number high, boolean log) {
        if (low == null || high == null) {
            require(low != null, field + ".low", "is missing");
            require(high != null, field + ".high", "is missing");
            return;
        }
        require(
                Double.isFinite(low.doubleValue()) && Double.isFinite(high.doubleValue()),
                field,
                "must have finite ends");
        require(
                low.doubleValue() <= high.doubleValue(),
                field + ".low",
                "is %s, which is above high (%s)".formatted(low, high));
        require(
                !log || low.doubleValue() > 0,
                field + ".low",
                "is %s, but must be above 0: it has no logarithm".formatted(low));
    }

    private void conditions(String field, Parameter parameter) {
        parameter
                .when()
                .forEach((other, values) -> {
                    var decides = space.get(other);
                    require(
                            decides != null,
                            field + "." + other,
                            "is no parameter of the space; there are " + space.keySet());
                    require(
                            decides == null || !values.isEmpty(),
                            field + "." + other,
                            "is empty: the parameter would never be chosen");
                    if (decides instanceof Choice choice) {
                        require(
                                choice.values().containsAll(values),
                                field + "." + other,
                                "has a value that %s never takes: it takes %s"
                                        .formatted(other, choice.values()));
                    } else if (decides != null) {
                        require(
                                decides instanceof Int,
                                field + "." + other,
                                "must name a choice or a whole number");
                    }
                });
    }

    private void order() {
        try {
            Space.of(space);
        } catch (IllegalArgumentException circle) {
            mistakes.add(Mistake.in("space", String.valueOf(circle.getMessage())));
        }
    }

    private void require(boolean right, String field, String message) {
        if (!right) {
            mistakes.add(Mistake.in(field, message));
        }
    }
}
