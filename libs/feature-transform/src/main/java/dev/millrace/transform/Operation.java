package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.transform.TargetSpec.Scale;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One step of a feature's way from a raw value to numbers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Operation.Impute.class, name = "impute"),
    @JsonSubTypes.Type(value = Operation.Standard.class, name = "standard"),
    @JsonSubTypes.Type(value = Operation.MinMax.class, name = "min-max"),
    @JsonSubTypes.Type(value = Operation.Log.class, name = "log"),
    @JsonSubTypes.Type(value = Operation.Clip.class, name = "clip"),
    @JsonSubTypes.Type(value = Operation.OneHot.class, name = "one-hot"),
    @JsonSubTypes.Type(value = Operation.Ordinal.class, name = "ordinal"),
    @JsonSubTypes.Type(value = Operation.Array.class, name = "array"),
})
public sealed interface Operation extends Serializable {

    /**
     * Replaces null by a learned or given value. {@code value} is required for CONSTANT and only
     * allowed there. Mean and median need numbers; the most frequent value is the smallest of those
     * that tie.
     */
    record Impute(Strategy strategy, @Nullable Object value) implements Operation {

        /** Where the replacement comes from. */
        public enum Strategy {
            @JsonProperty("mean")
            MEAN,
            @JsonProperty("median")
            MEDIAN,
            @JsonProperty("most-frequent")
            MOST_FREQUENT,
            @JsonProperty("constant")
            CONSTANT
        }
    }

    /** (x - mean) / standard deviation (population); a constant column gives 0. */
    record Standard(@Nullable NumericNulls nulls) implements Operation {}

    /**
     * (x - min) / (max - min); a constant column gives 0. Values outside the learned range go
     * outside 0..1.
     */
    record MinMax(@Nullable NumericNulls nulls) implements Operation {}

    /** ln(x + offset); where x + offset is not positive the row is refused. Default offset 1. */
    record Log(@Nullable Double offset, @Nullable NumericNulls nulls) implements Operation {}

    /** Limits x to [min, max]; at least one of them is given. */
    record Clip(@Nullable Double min, @Nullable Double max, @Nullable NumericNulls nulls)
            implements Operation {}

    /** One output per category: 1 for the row's own, 0 for the others. */
    record OneHot(
            @Nullable Categories unknown,
            @Nullable Categories nulls,
            @Nullable Integer maxCategories)
            implements Operation {}

    /** The category's number, counted from 1 in sorted order; 0 for one that is ignored. */
    record Ordinal(
            @Nullable Categories unknown,
            @Nullable Categories nulls,
            @Nullable Integer maxCategories)
            implements Operation {}

    /**
     * One output per element of an array column, in their order. All arrays have the length that
     * those of the training part have; none has an element without a value.
     *
     * @param scale learned over all elements together; default {@code none}
     * @param divisor a constant by which every element is divided, such as 255 for pixels; not
     *     together with a learned scale
     */
    record Array(@Nullable Scale scale, @Nullable Double divisor) implements Operation {}

    /** What a numeric operation does with null. */
    enum NumericNulls {
        /** The default: the row is refused, with the column named. */
        @JsonProperty("error")
        ERROR,
        /** Null passes on to the next operation. */
        @JsonProperty("keep")
        KEEP
    }

    /**
     * What a categorical operation does with null, or with a category that it did not see when it
     * was fitted.
     */
    enum Categories {
        /** The default: the row is refused, with column and value named. */
        @JsonProperty("error")
        ERROR,
        /** All zeros. */
        @JsonProperty("ignore")
        IGNORE,
        /** A category of its own. */
        @JsonProperty("category")
        CATEGORY
    }
}
