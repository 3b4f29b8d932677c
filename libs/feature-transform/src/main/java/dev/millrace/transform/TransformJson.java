package dev.millrace.transform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form. Canonical: fields in the order of their declaration, no blanks, doubles in their
 * shortest form that reads back to the same bits, whole numbers without a point.
 */
final class TransformJson {

    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private TransformJson() {}

    /** The record as it is stored, with the version of this form. */
    private record Stored(
            int format, List<Column> inputs, List<FittedFeature> features, FittedTarget target) {}

    static String write(FittedTransform transform) {
        return MAPPER.writeValueAsString(
                new Stored(FORMAT, transform.inputs(), transform.features(), transform.target()));
    }

    static FittedTransform read(String json) {
        try {
            int format = MAPPER.readTree(json).path("format").asInt(0);
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "this transform has format %d; this version of the platform reads format %d"
                                .formatted(format, FORMAT));
            }
            var stored = MAPPER.readValue(json, Stored.class);
            return new FittedTransform(stored.inputs, stored.features, stored.target);
        } catch (JacksonException | NullPointerException malformed) {
            throw new IllegalArgumentException(
                    "this is not a fitted transform: " + malformed.getMessage(), malformed);
        }
    }

    static String hash(String json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
