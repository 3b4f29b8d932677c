package dev.millrace.contracts.prep;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How rows are divided. A row's part depends on its content and the seed, never on partitions or
 * order.
 *
 * @param by for STRATIFIED the column whose shares are kept (default: the target); for TIME the
 *     column to sort by, oldest rows to train, newest to test; for COLUMN the column that holds
 *     {@code train}, {@code validation} or {@code test}
 * @param validation share of the rows, 0 to 1, exclusive; default 0.16; not with COLUMN
 * @param test share of the rows, 0 to 1, exclusive; default 0.2; the rest is for training; not with
 *     COLUMN
 * @param seed default 42; not used by TIME
 */
public record Split(
        Kind type,
        @Nullable String by,
        @Nullable Double validation,
        @Nullable Double test,
        @Nullable Long seed) {

    /** By what rows are divided. */
    public enum Kind {
        @JsonProperty("random")
        RANDOM,
        @JsonProperty("stratified")
        STRATIFIED,
        @JsonProperty("time")
        TIME,
        @JsonProperty("column")
        COLUMN
    }
}
