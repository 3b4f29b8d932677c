package dev.millrace.prep.prepared;

import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.CleaningStep;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.recipe.RecipeForm;
import dev.millrace.prep.spark.QueryCheck;
import dev.millrace.transform.TransformCheck;
import dev.millrace.transform.TransformSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can be said about a recipe before there is data. */
public final class RecipeCheck {

    private final Recipe recipe;
    private final @Nullable Set<String> inputs;
    private final List<Mistake> mistakes = new ArrayList<>();

    private RecipeCheck(Recipe recipe, @Nullable Set<String> inputs) {
        this.recipe = recipe;
        this.inputs = inputs;
    }

    /** All mistakes; names of inputs are not known here, so that any table name may be one. */
    public static List<Mistake> mistakes(Recipe recipe) {
        return new RecipeCheck(recipe, null).all();
    }

    /** Refuses a request with all of its mistakes. */
    static void require(PrepareRequest request) {
        List<Mistake> mistakes =
                new ArrayList<>(new RecipeCheck(request.recipe(), request.inputs().keySet()).all());
        mistakes.addAll(RecipeForm.inputMistakes(request.inputs(), request.recipe()));
        if (!mistakes.isEmpty()) {
            Mistake first = mistakes.getFirst();
            throw new PlatformException(
                    INVALID_RECIPE,
                    "The recipe has %d mistake%s. %s: %s."
                            .formatted(
                                    mistakes.size(),
                                    mistakes.size() == 1 ? "" : "s",
                                    first.field(),
                                    first.message()),
                    mistakes);
        }
    }

    private List<Mistake> all() {
        mistakes.addAll(RecipeForm.mistakes(recipe));
        checkQueries();
        checkConditions();
        if (recipe.target() != null && recipe.features() != null) {
            TransformCheck.checkForm(new TransformSpec(recipe.features(), recipe.target()))
                    .forEach(wrong -> mistakes.add(Mistake.in(wrong.field(), wrong.message())));
        }
        return List.copyOf(mistakes);
    }

    private void checkQueries() {
        Set<String> names = inputs == null ? null : new HashSet<>(inputs);
        Map<String, String> views = recipe.views() == null ? Map.of() : recipe.views();
        views.forEach((name, sql) -> {
            mistakes.addAll(QueryCheck.query("views." + name, sql, names));
            if (names != null) {
                names.add(name);
            }
        });
        if (recipe.sql() != null) {
            mistakes.addAll(QueryCheck.query("sql", recipe.sql(), names));
        }
    }

    private void checkConditions() {
        List<CleaningStep> steps = recipe.clean() == null ? List.of() : recipe.clean();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof CleaningStep.Filter(var where) && where != null) {
                mistakes.addAll(QueryCheck.condition("clean[" + i + "].where", where));
            }
        }
    }
}
