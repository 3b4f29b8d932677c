package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.training.engine.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the array library lacks. */
final class NativeArrays {

    private NativeArrays() {}

    /**
     * The same memory under another owner. Results belong to the owner of their first operand:
     * whoever computes with an array that outlives a pass would otherwise never free the results.
     */
    static NDArray within(NDManager pass, NDArray array) {
        var shared = array.stopGradient();
        shared.attach(pass);
        return shared;
    }

    /** The rows in another shape. */
    static NDArray shaped(NDArray rows, Signal signal) {
        var dimensions = new long[signal.rank() + 1];
        dimensions[0] = rows.getShape().get(0);
        for (int index = 0; index < signal.rank(); index++) {
            dimensions[index + 1] = signal.dimensions().get(index);
        }
        return rows.reshape(new Shape(dimensions));
    }

    /** All places of all rows, by channel: {@code [places, channels]}. */
    static NDArray byChannel(NDArray rows) {
        var shape = rows.getShape();
        return shape.dimension() == 2 ? rows : rows.reshape(-1, shape.getLastDimension());
    }

    static NDArray linear(NDArray rows, NDArray kernel, NDArray bias) {
        return rows.getNDArrayInternal().linear(rows, kernel.transpose(), bias).head();
    }

    static NDArray join(NDList arrays, int axis) {
        var first = arrays.head();
        return arrays.size() == 1
                ? first
                : first.getNDArrayInternal().concat(arrays.subNDList(1), axis);
    }

    /** Memory for numbers on their way to the library, used again for each batch. */
    static final class Memory {

        private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

        /** Valid until the next call. */
        NDArray array(NDManager pass, float[] numbers, Shape shape) {
            int size = Math.multiplyExact(numbers.length, Float.BYTES);
            if (bytes.capacity() < size) {
                bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
            }
            bytes.asFloatBuffer().put(numbers);
            var filled = bytes.slice(0, size).order(ByteOrder.nativeOrder());
            return pass.create(filled, shape, DataType.FLOAT32);
        }
    }
}
