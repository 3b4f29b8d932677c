package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * How the learning rate changes from epoch to epoch, from the optimizer's own. Epochs count from 1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Schedule.WarmUp.class, name = "warm-up"),
    @JsonSubTypes.Type(value = Schedule.Plateau.class, name = "reduce-on-plateau"),
})
public sealed interface Schedule {

    record Constant() implements Schedule {}

    /** Times {@code factor} after every {@code epochs}; {@code factor} default 0.1. */
    record Step(int epochs, Double factor) implements Schedule {
        public Step(int epochs, @Nullable Double factor) {
            this.epochs = epochs;
            this.factor = requireNonNullElse(factor, 0.1);
        }
    }

    /** Times {@code factor} after every epoch. */
    record Exponential(double factor) implements Schedule {}

    /**
     * From the optimizer's rate down to {@code share} of it along half a cosine over {@code epochs}
     * (Loshchilov and Hutter 2017), then constant. {@code epochs} default all, {@code share}
     * default 0.
     */
    record Cosine(@Nullable Integer epochs, Double share) implements Schedule {
        public Cosine(@Nullable Integer epochs, @Nullable Double share) {
            this.epochs = epochs;
            this.share = requireNonNullElse(share, 0.0);
        }
    }

    /**
     * Linear from rate / epochs to the rate over {@code epochs}, then {@code then}, whose epoch 1
     * is the first after the warm-up; default constant.
     */
    record WarmUp(int epochs, Schedule then) implements Schedule {
        public WarmUp(int epochs, @Nullable Schedule then) {
            this.epochs = epochs;
            this.then = requireNonNullElse(then, new Constant());
        }
    }

    /**
     * Times {@code factor} (default 0.5) whenever the monitored value has not improved for {@code
     * patience} epochs (default 5), down to {@code least} (default 1e-6).
     */
    record Plateau(Double factor, Integer patience, Double least) implements Schedule {
        public Plateau(
                @Nullable Double factor, @Nullable Integer patience, @Nullable Double least) {
            this.factor = requireNonNullElse(factor, 0.5);
            this.patience = requireNonNullElse(patience, 5);
            this.least = requireNonNullElse(least, 1e-6);
        }
    }
}
