package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a hyperparameter may be. {@code when} makes it conditional: it is only chosen where each
 * parameter named there has one of the values given, and is left as in the base otherwise.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Parameter.Int.class, name = "int"),
    @JsonSubTypes.Type(value = Parameter.Real.class, name = "float"),
    @JsonSubTypes.Type(value = Parameter.Choice.class, name = "choice"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Parameter {

    /** Values of other parameters by their paths; empty for a parameter that is always chosen. */
    Map<String, List<Object>> when();

    /**
     * A whole number, both ends included.
     *
     * @param log whether the logarithm is uniform; default false
     * @param step between values, from {@code low} on; default 1; not with log
     */
    record Int(
            @Nullable Integer low,
            @Nullable Integer high,
            Boolean log,
            @Nullable Integer step,
            Map<String, List<Object>> when)
            implements Parameter {

        public Int(
                @Nullable Integer low,
                @Nullable Integer high,
                @Nullable Boolean log,
                @Nullable Integer step,
                @Nullable Map<String, List<Object>> when) {
            this.low = low;
            this.high = high;
            this.log = requireNonNullElse(log, false);
            this.step = step;
            this.when = requireNonNullElse(when, Map.of());
        }

        public static Int of(int low, int high) {
            return new Int(low, high, null, null, null);
        }
    }

    /**
     * A number.
     *
     * @param log whether the logarithm is uniform; default false
     */
    record Real(
            @Nullable Double low,
            @Nullable Double high,
            Boolean log,
            Map<String, List<Object>> when)
            implements Parameter {

        public Real(
                @Nullable Double low,
                @Nullable Double high,
                @Nullable Boolean log,
                @Nullable Map<String, List<Object>> when) {
            this.low = low;
            this.high = high;
            this.log = requireNonNullElse(log, false);
            this.when = requireNonNullElse(when, Map.of());
        }

        public static Real of(double low, double high) {
            return new Real(low, high, null, null);
        }

        public static Real log(double low, double high) {
            return new Real(low, high, true, null);
        }
    }

    /** One of some values: numbers, texts, or any JSON that may stand there, such as layers. */
    record Choice(List<Object> values, Map<String, List<Object>> when) implements Parameter {

        public Choice(@Nullable List<Object> values, @Nullable Map<String, List<Object>> when) {
            this.values = requireNonNullElse(values, List.of());
            this.when = requireNonNullElse(when, Map.of());
        }

        public static Choice of(Object... values) {
            return new Choice(List.of(values), null);
        }
    }
}
