package dev.millrace.prep.recipe;

import dev.millrace.contracts.prep.Recipe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The identity of prepared data: SHA-256 over the canonical recipe and the hashes of its dataset
 * versions. Defaults are filled in first, so that spelling one out changes nothing.
 */
public final class RecipeHash {

    /** Raised when the same recipe would give other bytes than before. */
    private static final String GENERATION = "millrace-prep-1";

    // Properties are sorted; the entries of maps are not, for views are evaluated in their order.
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private RecipeHash() {}

    /**
     * @param inputs hashes of the dataset versions by view name
     */
    public static String of(Recipe recipe, SortedMap<String, String> inputs) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("generation", GENERATION);
        identity.put("inputs", inputs);
        identity.put("split", SplitRule.of(recipe));
        identity.put("recipe", withoutSplit(recipe));
        return sha256(CANONICAL.writeValueAsString(identity));
    }

    private static Recipe withoutSplit(Recipe recipe) {
        return new Recipe(
                recipe.views(),
                recipe.sql(),
                recipe.clean(),
                null,
                recipe.target(),
                recipe.features());
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
