package dev.millrace.training.engine;

import dev.millrace.training.engine.WeightShape.Role;
import dev.millrace.training.engine.WeightShape.Start;
import java.util.List;

/** How many steps an optimizer has taken, as two floats that hold it exactly. */
public final class StepCount {

    /** Its place among what an optimizer remembers. */
    public static final WeightShape SHAPE =
            new WeightShape("optimizer.steps", Role.SLOT, List.of(2), Start.CONSTANT);

    private static final long BASE = 1L << 24; // up to here a float knows every integer

    private StepCount() {}

    public static float[] toFloats(long steps) {
        return new float[] {steps / BASE, steps % BASE};
    }

    public static long fromFloats(float[] numbers) {
        return (long) numbers[0] * BASE + (long) numbers[1];
    }
}
