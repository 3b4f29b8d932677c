package dev.millrace.prep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecipeHashTest {

    private static final TreeMap<String, String> INPUTS = new TreeMap<>(Map.of("d", "abc"));

    @Test
    void isTheSameWhetherDefaultsAreSpelledOutOrNot() {
        var spelledOut = new Split(Split.Kind.STRATIFIED, "y", 0.16, 0.2, 42L);

        assertThat(hash(recipe(null, spelledOut))).isEqualTo(hash(recipe(null, null)));
    }

    @Test
    void differsWithTheSeedTheDataAndTheOrderOfViews() {
        var seed = new Split(null, null, null, null, 43L);
        Map<String, String> views = new LinkedHashMap<>();
        views.put("a", "select 1");
        views.put("b", "select 2");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("b", "select 2");
        reversed.put("a", "select 1");

        assertThat(
                        List.of(
                                hash(recipe(null, null)),
                                hash(recipe(null, seed)),
                                hash(recipe(views, null)),
                                hash(recipe(reversed, null)),
                                RecipeHash.of(
                                        recipe(null, null), new TreeMap<>(Map.of("d", "abd")))))
                .doesNotHaveDuplicates();
    }

    private static String hash(Recipe recipe) {
        return RecipeHash.of(recipe, INPUTS);
    }

    private static Recipe recipe(@Nullable Map<String, String> views, @Nullable Split split) {
        return new Recipe(
                views,
                null,
                null,
                split,
                new TargetSpec("y", TargetSpec.Kind.BINARY, null),
                List.of(FeatureSpec.columns(List.of("x"))));
    }
}
