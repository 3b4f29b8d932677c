package dev.millrace.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.Operation.NumericNulls;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Operation} with its defaults filled in and its constants learned. A value of a category
 * or a replacement is a Long, a Double, a Boolean or a String.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FittedOperation.Impute.class, name = "impute"),
    @JsonSubTypes.Type(value = FittedOperation.Standard.class, name = "standard"),
    @JsonSubTypes.Type(value = FittedOperation.MinMax.class, name = "min-max"),
    @JsonSubTypes.Type(value = FittedOperation.Log.class, name = "log"),
    @JsonSubTypes.Type(value = FittedOperation.Clip.class, name = "clip"),
    @JsonSubTypes.Type(value = FittedOperation.OneHot.class, name = "one-hot"),
    @JsonSubTypes.Type(value = FittedOperation.Ordinal.class, name = "ordinal"),
    @JsonSubTypes.Type(value = FittedOperation.Array.class, name = "array"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FittedOperation extends Serializable {

    record Impute(Object value) implements FittedOperation {}

    /** (x - mean) / deviation, or 0 where the deviation is 0. */
    record Standard(double mean, double deviation, NumericNulls nulls) implements FittedOperation {}

    /** (x - min) / (max - min), or 0 where they are equal. */
    record MinMax(double min, double max, NumericNulls nulls) implements FittedOperation {}

    record Log(double offset, NumericNulls nulls) implements FittedOperation {}

    record Clip(@Nullable Double min, @Nullable Double max, NumericNulls nulls)
            implements FittedOperation {}

    /** Outputs: the categories in order, then null, then unknown, where these are categories. */
    record OneHot(List<Object> categories, Categories unknown, Categories nulls)
            implements FittedOperation {

        public OneHot {
            categories = List.copyOf(categories);
        }
    }

    /** Numbers: the categories from 1, then null, then unknown, where these are categories. */
    record Ordinal(List<Object> categories, Categories unknown, Categories nulls)
            implements FittedOperation {

        public Ordinal {
            categories = List.copyOf(categories);
        }

        /** How many numbers there are: from 0, which stands for what is ignored. */
        public int vocabulary() {
            return CategoryIndex.of(this).size() + 1;
        }
    }

    /** (x - offset) / divisor for each of exactly {@code length} elements. */
    record Array(int length, double offset, double divisor) implements FittedOperation {}
}
