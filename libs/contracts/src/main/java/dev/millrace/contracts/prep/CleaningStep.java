package dev.millrace.contracts.prep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.transform.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One typed step over the rows that a recipe's SQL gives, before they are split. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CleaningStep.DropDuplicates.class, name = "drop-duplicates"),
    @JsonSubTypes.Type(value = CleaningStep.Filter.class, name = "filter"),
    @JsonSubTypes.Type(value = CleaningStep.Cast.class, name = "cast"),
    @JsonSubTypes.Type(value = CleaningStep.Impute.class, name = "impute"),
})
public sealed interface CleaningStep {

    /**
     * Keeps one row of those that agree in {@code columns}; in all columns where none are named.
     */
    record DropDuplicates(@Nullable List<String> columns) implements CleaningStep {}

    /** Keeps the rows for which the Spark SQL condition is true. */
    record Filter(String where) implements CleaningStep {}

    /** Changes the type of a column; a value that does not convert fails the job and is named. */
    record Cast(String column, ColumnType to) implements CleaningStep {}

    /**
     * Replaces nulls by a constant. Learned replacements belong to the transform, which sees the
     * training part only.
     */
    record Impute(String column, Object value) implements CleaningStep {}
}
