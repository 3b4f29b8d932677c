package dev.millrace.prep.recipe;

import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import org.jspecify.annotations.Nullable;

/**
 * A recipe's split with its defaults filled in.
 *
 * @param by null for RANDOM, and where a recipe is at fault
 */
public record SplitRule(
        Split.Kind kind, @Nullable String by, double validation, double test, long seed) {

    public static final double DEFAULT_VALIDATION = 0.16;
    public static final double DEFAULT_TEST = 0.2;
    public static final long DEFAULT_SEED = 42;

    /** Stratified by the target for classes, random otherwise, unless the recipe says else. */
    public static SplitRule of(Recipe recipe) {
        Split split = recipe.split();
        if (split == null) {
            split = new Split(defaultKind(recipe), null, null, null, null);
        }
        Split.Kind kind = orElse(split.type(), defaultKind(recipe));
        return new SplitRule(
                kind,
                by(kind, split.by(), recipe.target().column()),
                orElse(split.validation(), DEFAULT_VALIDATION),
                orElse(split.test(), DEFAULT_TEST),
                orElse(split.seed(), DEFAULT_SEED));
    }

    /** As the middle of a sentence about what became of rows. */
    public String says() {
        return kind == Split.Kind.COLUMN
                ? "the column %s gives".formatted(by)
                : "validation %s and test %s leave".formatted(validation, test);
    }

    private static Split.Kind defaultKind(Recipe recipe) {
        return switch (recipe.target().kind()) {
            case BINARY, MULTICLASS -> Split.Kind.STRATIFIED;
            case REGRESSION, NONE -> Split.Kind.RANDOM;
        };
    }

    private static @Nullable String by(
            Split.Kind kind, @Nullable String given, @Nullable String target) {
        return switch (kind) {
            case RANDOM -> null;
            case STRATIFIED -> given == null ? target : given;
            case TIME, COLUMN -> given;
        };
    }

    private static <T> T orElse(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
