package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.StepCount;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the learned weights follow their gradients, with what an optimizer remembers of them. */
final class Updates {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;
    private static final float ADAGRAD_START = 0.1f;
    private static final float NO_CLIP = -1;

    private static final String MEAN = "mean";
    private static final String SQUARE = "square";
    private static final String VELOCITY = "velocity";

    private final Optimizer optimizer;
    private final @Nullable Clip clip;
    private final Flat learned;
    private final NDArray isKernel;
    private final Map<String, NDArray> slots = new LinkedHashMap<>();
    private long steps;

    Updates(NDManager manager, Optimizer optimizer, @Nullable Clip clip, Flat learned) {
        this.optimizer = optimizer;
        this.clip = clip;
        this.learned = learned;
        isKernel = manager.create(kernels(learned));
        switch (optimizer) {
            case Optimizer.Adam _, Optimizer.AdamW _ -> {
                slots.put(MEAN, learned.numbers().zerosLike());
                slots.put(SQUARE, learned.numbers().zerosLike());
            }
            case Optimizer.Sgd sgd -> {
                if (sgd.momentum() > 0) {
                    slots.put(VELOCITY, learned.numbers().zerosLike());
                }
            }
            case Optimizer.RmsProp _ -> slots.put(SQUARE, learned.numbers().zerosLike());
            case Optimizer.Adagrad _ ->
                    slots.put(SQUARE, learned.numbers().onesLike().muli(ADAGRAD_START));
        }
    }

    /**
     * @param raw gradient of all learned weights, before clipping
     */
    void follow(NDManager pass, NDArray raw, double rate) {
        steps++;
        var gradient = clipped(raw);
        var weights = learned.within(pass);
        switch (optimizer) {
            case Optimizer.Adam _ -> adam(weights, gradient, rate);
            case Optimizer.AdamW adam -> {
                weights.muli(
                        NativeArrays.within(pass, isKernel).mul(-rate * adam.weightDecay()).add(1));
                adam(weights, gradient, rate);
            }
            case Optimizer.Sgd sgd -> sgd(pass, weights, gradient, rate, sgd.momentum());
            case Optimizer.RmsProp rms -> {
                var square = slot(pass, SQUARE);
                square.muli(rms.rho());
                square.addi(gradient.square().mul(1 - rms.rho()));
                weights.subi(gradient.mul(rate).div(square.add(EPSILON).sqrt()));
            }
            case Optimizer.Adagrad _ -> {
                var square = slot(pass, SQUARE);
                square.addi(gradient.square());
                weights.subi(gradient.mul(rate).div(square.sqrt().add(EPSILON)));
            }
        }
    }

    private NDArray clipped(NDArray gradient) {
        if (clip == null) {
            return gradient;
        }
        var value = clip.value();
        if (value != null) {
            gradient = gradient.clip(-value, value);
        }
        var most = clip.norm();
        if (most != null) {
            double norm = gradient.norm().getFloat();
            gradient = norm > most ? gradient.mul(most / norm) : gradient;
        }
        return gradient;
    }

    /** The library has the bias correction in the rate, and epsilon beside the uncorrected root. */
    private void adam(NDArray weights, NDArray gradient, double rate) {
        double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
        var inputs =
                new NDList(
                        weights,
                        gradient,
                        Objects.requireNonNull(slots.get(MEAN)),
                        Objects.requireNonNull(slots.get(SQUARE)));
        weights.getNDArrayInternal()
                .adamUpdate(
                        inputs,
                        new NDList(weights),
                        (float) rate,
                        (float) (rate * correction),
                        0,
                        1,
                        NO_CLIP,
                        BETA1,
                        BETA2,
                        EPSILON,
                        false,
                        false);
    }

    private void sgd(
            NDManager pass, NDArray weights, NDArray gradient, double rate, double momentum) {
        if (momentum == 0) {
            weights.subi(gradient.mul(rate));
            return;
        }
        var velocity = slot(pass, VELOCITY);
        velocity.muli(momentum);
        velocity.addi(gradient);
        weights.subi(velocity.mul(rate));
    }

    Weights state() {
        var shapes = new ArrayList<>(List.of(StepCount.SHAPE));
        var values = new ArrayList<>(List.of(StepCount.toFloats(steps)));
        slots.forEach((slot, numbers) -> {
            learned.shapes().forEach(weight -> shapes.add(weight.slot(slot)));
            values.addAll(learned.cut(numbers.toFloatArray()));
        });
        return new Weights(shapes, values);
    }

    void load(Weights state) {
        var values = new HashMap<String, float[]>();
        for (int index = 0; index < state.shapes().size(); index++) {
            values.put(state.shapes().get(index).name(), state.values().get(index));
        }
        steps = StepCount.fromFloats(Variables.given(values, StepCount.SHAPE));
        slots.forEach((slot, numbers) -> {
            var own = learned.shapes().stream().map(weight -> weight.slot(slot));
            numbers.set(learned.join(own.map(shape -> Variables.given(values, shape)).toList()));
        });
    }

    private NDArray slot(NDManager pass, String name) {
        return NativeArrays.within(pass, Objects.requireNonNull(slots.get(name)));
    }

    private static float[] kernels(Flat learned) {
        return learned.join(
                learned.shapes().stream()
                        .map(shape -> {
                            var ones = new float[Math.toIntExact(shape.size())];
                            Arrays.fill(ones, shape.role().isKernel() ? 1 : 0);
                            return ones;
                        })
                        .toList());
    }
}
