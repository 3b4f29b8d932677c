package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** How a study decides what to try next. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Search.Grid.class, name = "grid"),
    @JsonSubTypes.Type(value = Search.RandomPoints.class, name = "random"),
    @JsonSubTypes.Type(value = Search.Tpe.class, name = "tpe"),
    @JsonSubTypes.Type(value = Search.GaussianProcess.class, name = "gaussian-process"),
    @JsonSubTypes.Type(value = Search.Hyperband.class, name = "hyperband"),
    @JsonSubTypes.Type(value = Search.Asha.class, name = "asha"),
})
public sealed interface Search {

    /**
     * Every combination.
     *
     * @param points that a number takes, its ends included; a whole number with fewer values takes
     *     all of them. 1 to 100, default 3
     */
    record Grid(@Min(1) @Max(100) Integer points) implements Search {
        public Grid(@Nullable Integer points) {
            this.points = requireNonNullElse(points, 3);
        }
    }

    /** By chance, uniform. */
    record RandomPoints() implements Search {}

    /**
     * Tree-structured Parzen estimator (Bergstra et al. 2011).
     *
     * @param startup trials by chance before it; default 10
     */
    record Tpe(@Min(1) Integer startup) implements Search {
        public Tpe(@Nullable Integer startup) {
            this.startup = requireNonNullElse(startup, 10);
        }
    }

    /**
     * Expected improvement under a Gaussian process with a Matérn 5/2 kernel (Snoek et al. 2012).
     *
     * @param startup trials by chance before it; default 8
     */
    record GaussianProcess(@Min(1) Integer startup) implements Search {
        public GaussianProcess(@Nullable Integer startup) {
            this.startup = requireNonNullElse(startup, 8);
        }
    }

    /**
     * Successive halving in brackets (Li et al. 2017): many trials with few epochs, ever fewer with
     * more. Waits for all of a rung.
     *
     * @param minEpochs of the first rung; default 3
     * @param eta of so many one is promoted, to so many times the epochs; default 3
     */
    record Hyperband(@Min(1) Integer minEpochs, @Min(2) @Max(10) Integer eta) implements Search {
        public Hyperband(@Nullable Integer minEpochs, @Nullable Integer eta) {
            this.minEpochs = requireNonNullElse(minEpochs, 3);
            this.eta = requireNonNullElse(eta, 3);
        }
    }

    /**
     * Asynchronous successive halving (Li et al. 2018): promotes whenever it can, waits never.
     *
     * @param minEpochs of the first rung; default 3
     * @param eta of so many one is promoted, to so many times the epochs; default 3
     */
    record Asha(@Min(1) Integer minEpochs, @Min(2) @Max(10) Integer eta) implements Search {
        public Asha(@Nullable Integer minEpochs, @Nullable Integer eta) {
            this.minEpochs = requireNonNullElse(minEpochs, 3);
            this.eta = requireNonNullElse(eta, 3);
        }
    }
}
