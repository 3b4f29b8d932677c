package dev.millrace.prep.recipe;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.prep.CleaningStep;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a recipe by itself, whatever the data; its SQL and its transform aside. */
public final class RecipeForm {

    private final List<Mistake> mistakes = new ArrayList<>();

    private RecipeForm() {}

    public static List<Mistake> mistakes(Recipe recipe) {
        var form = new RecipeForm();
        if (recipe.target() == null) {
            form.say("target", "is missing: which column is to be predicted, and of what kind?");
        } else {
            form.checkTarget(recipe);
        }
        form.checkViews(recipe.views());
        form.checkCleaning(recipe.clean());
        return List.copyOf(form.mistakes);
    }

    /** The names under which a request hands in dataset versions. */
    public static List<Mistake> inputMistakes(Map<String, String> inputs, Recipe recipe) {
        var form = new RecipeForm();
        form.checkNames("inputs", inputs.keySet());
        form.checkClashes(inputs.keySet(), recipe);
        if (recipe.sql() == null && inputs.size() > 1 && isEmpty(recipe.views())) {
            form.say(
                    "sql",
                    "is missing: there are %d inputs, and nothing says how to combine them"
                            .formatted(inputs.size()));
        }
        return List.copyOf(form.mistakes);
    }

    private void checkTarget(Recipe recipe) {
        if (recipe.target().kind() == null) {
            say("target.kind", "is missing; it is one of binary, multiclass, regression, none");
        } else if (recipe.split() != null) {
            checkSplit(recipe.split(), SplitRule.of(recipe));
        }
    }

    private void checkSplit(Split given, SplitRule rule) {
        checkShare("split.validation", rule.validation());
        checkShare("split.test", rule.test());
        if (rule.validation() + rule.test() >= 1) {
            say(
                    "split",
                    "validation %s and test %s leave nothing for training; together they must stay below 1"
                            .formatted(rule.validation(), rule.test()));
        }
        checkBy(given, rule);
    }

    private void checkBy(Split given, SplitRule rule) {
        switch (rule.kind()) {
            case RANDOM -> {
                if (given.by() != null) {
                    say("split.by", "has no meaning for a random split; use stratified or time");
                }
            }
            case STRATIFIED -> {
                if (rule.by() == null) {
                    say(
                            "split.by",
                            "is missing: there is no target to keep the shares of; name a column, or split at random or by time");
                }
            }
            case TIME -> require("split.by", rule.by(), "is missing: which column tells the time?");
            case COLUMN -> {
                require("split.by", rule.by(), "is missing: which column names each row's part?");
                checkNoShares(given);
            }
        }
    }

    private void checkNoShares(Split given) {
        if (given.validation() != null || given.test() != null) {
            say("split", "takes no shares: the column names each row's part");
        }
    }

    private void require(String field, @Nullable String value, String message) {
        if (value == null) {
            say(field, message);
        }
    }

    private void checkShare(String field, double share) {
        if (!(share > 0 && share < 1)) {
            say(field, "is %s; a share lies above 0 and below 1".formatted(share));
        }
    }

    private void checkViews(@Nullable Map<String, String> views) {
        if (views != null) {
            checkNames("views", views.keySet());
        }
    }

    private void checkNames(String field, Set<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!SqlName.isValid(name)) {
                say(field + "." + name, SqlName.mistake(name));
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                say(field + "." + name, "is there twice; SQL does not tell upper from lower case");
            }
        }
    }

    private void checkClashes(Set<String> inputs, Recipe recipe) {
        if (recipe.views() == null) {
            return;
        }
        for (String view : recipe.views().keySet()) {
            if (inputs.stream().anyMatch(view::equalsIgnoreCase)) {
                say("views." + view, "has the name of an input; give it another one");
            }
        }
    }

    private void checkCleaning(@Nullable List<CleaningStep> steps) {
        if (steps == null) {
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            String field = "clean[" + i + "]";
            switch (steps.get(i)) {
                case CleaningStep.DropDuplicates(var columns) -> {
                    if (columns != null && columns.isEmpty()) {
                        say(field + ".columns", "is empty; leave it out to compare all columns");
                    }
                }
                case CleaningStep.Filter(var where) -> require(field + ".where", where);
                case CleaningStep.Cast(var column, var to) -> {
                    require(field + ".column", column);
                    require(field + ".to", to);
                }
                case CleaningStep.Impute(var column, var value) -> {
                    require(field + ".column", column);
                    require(field + ".value", value);
                }
            }
        }
    }

    private void require(String field, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            say(field, "is missing");
        }
    }

    private void say(String field, String message) {
        mistakes.add(Mistake.in(field, message));
    }

    private static boolean isEmpty(@Nullable Map<String, String> views) {
        return views == null || views.isEmpty();
    }
}
