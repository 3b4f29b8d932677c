package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows are divided into folds. A row's fold is decided by its content and the seed: the order
 * of the stored rows has no say, so the same data in other files gives the same folds.
 *
 * @param kind default stratified for classes, plain otherwise
 * @param folds 2 to 50; default 5
 * @param by raw column: for grouped whose rows of one value stay together, for time-series to sort
 *     by, for stratified whose shares are kept (there default the target)
 * @param repetitions with other shuffles; 1 to 50, default 1; not with time-series
 * @param validation share of a fold's training rows that early stopping watches, cut off in the
 *     same way; more than 0 and less than 0.9, default 0.15
 * @param seed default 42
 * @param parts of the prepared data that are put together and divided anew; default all three
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Folding(
        @Nullable Kind kind,
        @Min(2) @Max(50) Integer folds,
        @Nullable String by,
        @Min(1) @Max(50) Integer repetitions,
        @DecimalMin(value = "0", inclusive = false) @DecimalMax(value = "0.9", inclusive = false) Double validation,
        Long seed,
        List<Part> parts) {

    public Folding(
            @Nullable Kind kind,
            @Nullable Integer folds,
            @Nullable String by,
            @Nullable Integer repetitions,
            @Nullable Double validation,
            @Nullable Long seed,
            @Nullable List<Part> parts) {
        this.kind = kind;
        this.folds = requireNonNullElse(folds, 5);
        this.by = by;
        this.repetitions = requireNonNullElse(repetitions, 1);
        this.validation = requireNonNullElse(validation, 0.15);
        this.seed = requireNonNullElse(seed, 42L);
        this.parts = List.copyOf(requireNonNullElse(parts, List.of(Part.values())));
    }

    public static Folding usual() {
        return new Folding(null, null, null, null, null, null, null);
    }

    /** The same with nothing left open. */
    public Folding as(Kind resolved, @Nullable String column) {
        return new Folding(resolved, folds, column, repetitions, validation, seed, parts);
    }

    /** By what rows are divided. */
    public enum Kind {
        /** By chance. */
        @JsonProperty("plain")
        PLAIN,
        /** By chance, so that every fold has nearly the same share of each value. */
        @JsonProperty("stratified")
        STRATIFIED,
        /** By chance, rows of one value in one fold. */
        @JsonProperty("grouped")
        GROUPED,
        /**
         * By time: the rows are cut into {@code folds} + 1 stretches; fold k holds out stretch k +
         * 1 and learns from all before it. Rows of the same time stay together.
         */
        @JsonProperty("time-series")
        TIME_SERIES
    }

    /** A part of prepared data. */
    public enum Part {
        @JsonProperty("train")
        TRAIN("train"),
        @JsonProperty("validation")
        VALIDATION("validation"),
        @JsonProperty("test")
        TEST("test");

        private final String folder;

        Part(String folder) {
            this.folder = folder;
        }

        /** Its name, and its folder's. */
        public String folder() {
            return folder;
        }
    }
}
