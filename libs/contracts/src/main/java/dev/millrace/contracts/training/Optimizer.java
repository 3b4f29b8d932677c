package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How weights follow their gradients. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
})
public sealed interface Optimizer {

    /**
     * Kingma and Ba 2014, beta1 0.9, beta2 0.999, epsilon 1e-7. {@code learningRate} default 0.001.
     */
    record Adam(@Nullable Double learningRate) implements Optimizer {}

    /** {@code learningRate} default 0.01, {@code momentum} default 0. */
    record Sgd(@Nullable Double learningRate, @Nullable Double momentum) implements Optimizer {}
}
