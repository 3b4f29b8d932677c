package dev.millrace.training.engine.tensorflow;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Tensors that are closed together: an open one is native memory that nobody returns. */
final class Tensors implements AutoCloseable {

    private final Deque<Tensor> open = new ArrayDeque<>();

    TFloat32 floats(float[] numbers, long... dimensions) {
        return keep(TFloat32.tensorOf(Shape.of(dimensions), DataBuffers.of(numbers, true, false)));
    }

    TFloat32 scalar(float number) {
        return keep(TFloat32.scalarOf(number));
    }

    TInt64 scalar(long number) {
        return keep(TInt64.scalarOf(number));
    }

    static float[] toFloats(Tensor tensor) {
        var numbers = new float[Math.toIntExact(tensor.shape().size())];
        ((TFloat32) tensor).copyTo(DataBuffers.of(numbers, false, false));
        return numbers;
    }

    static double[] toDoubles(Tensor tensor) {
        var numbers = new double[Math.toIntExact(tensor.shape().size())];
        ((TFloat64) tensor).copyTo(DataBuffers.of(numbers, false, false));
        return numbers;
    }

    /** Euclidean. */
    static double norm(Tensor tensor) {
        double sum = 0;
        for (double number : toFloats(tensor)) {
            sum += number * number;
        }
        return Math.sqrt(sum);
    }

    static double toNumber(Tensor tensor) {
        return ((TFloat32) tensor).getFloat();
    }

    private <T extends Tensor> T keep(T tensor) {
        open.push(tensor);
        return tensor;
    }

    @Override
    public void close() {
        open.forEach(Tensor::close);
    }
}
