package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What to predict.
 *
 * @param column raw column that holds the truth in training data; absent when serving, and for the
 *     kind {@code none}
 * @param kind decides the network's output, its loss and its metrics
 * @param scale for regression only: what the network sees instead of the raw number; the inverse is
 *     applied to predictions. Default {@code standard}
 */
public record TargetSpec(@Nullable String column, Kind kind, @Nullable Scale scale)
        implements Serializable {

    /** For data without a truth. */
    public static TargetSpec none() {
        return new TargetSpec(null, Kind.NONE, null);
    }

    /** What kind of question the target is. */
    public enum Kind {
        @JsonProperty("binary")
        BINARY,
        @JsonProperty("multiclass")
        MULTICLASS,
        @JsonProperty("regression")
        REGRESSION,
        /**
         * Nothing is known to be true: the network learns what is usual, and scores what is not.
         */
        @JsonProperty("none")
        NONE
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
