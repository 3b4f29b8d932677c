package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is minimised, as a mean over the rows of a batch. Cross entropy and focal loss need classes,
 * the others a number (or, for unlabelled data, the features themselves).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Loss.CrossEntropy.class, name = "cross-entropy"),
    @JsonSubTypes.Type(value = Loss.Focal.class, name = "focal"),
    @JsonSubTypes.Type(value = Loss.SquaredError.class, name = "mse"),
    @JsonSubTypes.Type(value = Loss.AbsoluteError.class, name = "mae"),
    @JsonSubTypes.Type(value = Loss.Huber.class, name = "huber"),
    @JsonSubTypes.Type(value = Loss.Quantile.class, name = "quantile"),
})
public sealed interface Loss {

    /** Whether it compares classes, not numbers. */
    default boolean isForClasses() {
        return switch (this) {
            case CrossEntropy _, Focal _ -> true;
            case SquaredError _, AbsoluteError _, Huber _, Quantile _ -> false;
        };
    }

    /**
     * Binary or categorical, as the target has it: -sum t ln p, where t = y (1 - labelSmoothing) +
     * labelSmoothing / classes (Szegedy et al. 2016). {@code labelSmoothing} 0 to 1, exclusive;
     * default 0.
     */
    record CrossEntropy(Double labelSmoothing) implements Loss {
        public CrossEntropy(@Nullable Double labelSmoothing) {
            this.labelSmoothing = requireNonNullElse(labelSmoothing, 0.0);
        }
    }

    /**
     * -(1 - p)^gamma ln p, p the probability of the true class (Lin et al. 2017); weights by class
     * are {@link ClassWeights}. {@code gamma} default 2.
     */
    record Focal(Double gamma) implements Loss {
        public Focal(@Nullable Double gamma) {
            this.gamma = requireNonNullElse(gamma, 2.0);
        }
    }

    /** (y - p)². */
    record SquaredError() implements Loss {}

    /** |y - p|. */
    record AbsoluteError() implements Loss {}

    /** e²/2 up to |e| = delta, then delta (|e| - delta/2) (Huber 1964). {@code delta} default 1. */
    record Huber(Double delta) implements Loss {
        public Huber(@Nullable Double delta) {
            this.delta = requireNonNullElse(delta, 1.0);
        }
    }

    /**
     * level e for e = y - p at least 0, else (level - 1) e: the prediction becomes that quantile
     * (Koenker and Bassett 1978). {@code level} 0 to 1, exclusive.
     */
    record Quantile(double level) implements Loss {}
}
