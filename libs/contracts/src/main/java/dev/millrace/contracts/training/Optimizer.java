package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How weights follow their gradients. What is left out gets its default. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = Optimizer.AdamW.class, name = "adamw"),
    @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = Optimizer.RmsProp.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = Optimizer.Adagrad.class, name = "adagrad"),
})
public sealed interface Optimizer {

    Double learningRate();

    /**
     * Kingma and Ba 2014 in the form that ends their section 2, beta1 0.9, beta2 0.999, epsilon
     * 1e-7. {@code learningRate} default 0.001.
     */
    record Adam(Double learningRate) implements Optimizer {
        public Adam(@Nullable Double learningRate) {
            this.learningRate = requireNonNullElse(learningRate, 0.001);
        }
    }

    /**
     * Adam, and before it w = w (1 - learningRate weightDecay) for kernels and tables (Loshchilov
     * and Hutter 2019). {@code learningRate} default 0.001, {@code weightDecay} default 0.01.
     */
    record AdamW(Double learningRate, Double weightDecay) implements Optimizer {
        public AdamW(@Nullable Double learningRate, @Nullable Double weightDecay) {
            this.learningRate = requireNonNullElse(learningRate, 0.001);
            this.weightDecay = requireNonNullElse(weightDecay, 0.01);
        }
    }

    /** v = momentum v + g, w = w - learningRate v. Defaults 0.01 and 0. */
    record Sgd(Double learningRate, Double momentum) implements Optimizer {
        public Sgd(@Nullable Double learningRate, @Nullable Double momentum) {
            this.learningRate = requireNonNullElse(learningRate, 0.01);
            this.momentum = requireNonNullElse(momentum, 0.0);
        }
    }

    /**
     * s = rho s + (1 - rho) g², w = w - learningRate g / sqrt(s + 1e-7) (Hinton 2012). Defaults
     * 0.001 and 0.9.
     */
    record RmsProp(Double learningRate, Double rho) implements Optimizer {
        public RmsProp(@Nullable Double learningRate, @Nullable Double rho) {
            this.learningRate = requireNonNullElse(learningRate, 0.001);
            this.rho = requireNonNullElse(rho, 0.9);
        }
    }

    /**
     * s = s + g² from s = 0.1, w = w - learningRate g / (sqrt(s) + 1e-7) (Duchi et al. 2011).
     * {@code learningRate} default 0.01.
     */
    record Adagrad(Double learningRate) implements Optimizer {
        public Adagrad(@Nullable Double learningRate) {
            this.learningRate = requireNonNullElse(learningRate, 0.01);
        }
    }
}
