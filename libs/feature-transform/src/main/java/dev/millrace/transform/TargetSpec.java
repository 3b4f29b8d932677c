package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What to predict.
 *
 * @param column raw column that holds the truth in training data; absent when serving
 * @param kind decides the network's output, its loss and its metrics
 * @param scale for regression only: what the network sees instead of the raw number; the inverse is
 *     applied to predictions. Default {@code standard}
 */
public record TargetSpec(String column, Kind kind, @Nullable Scale scale) implements Serializable {

    /** What kind of question the target is. */
    public enum Kind {
        @JsonProperty("binary")
        BINARY,
        @JsonProperty("multiclass")
        MULTICLASS,
        @JsonProperty("regression")
        REGRESSION
    }

    /** How a regression target is scaled. */
    public enum Scale {
        @JsonProperty("none")
        NONE,
        @JsonProperty("standard")
        STANDARD,
        @JsonProperty("min-max")
        MIN_MAX
    }
}
