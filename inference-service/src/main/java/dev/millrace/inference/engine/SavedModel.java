package dev.millrace.inference.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/**
 * A network read from a TensorFlow SavedModel with the signature of the contract: {@code features}
 * float [n, width] to {@code output} double [n, outputs]. May be used from several threads; native
 * memory until closed.
 *
 * <p>A dynamic batcher would stand before {@link #run}: callers know only a batch in, a batch out.
 */
public final class SavedModel implements AutoCloseable {

    private static final String INPUT = "features";
    private static final String OUTPUT = "output";
    private static final Pattern REFUSAL = Pattern.compile("«(.+?)»");

    /** Negative: operators run in the caller's thread. One-row latency 10 us instead of 75. */
    private static final String IN_CALLERS_THREAD =
            Base64.getEncoder()
                    .encodeToString(
                            ConfigProto.newBuilder()
                                    .setInterOpParallelismThreads(-1)
                                    .build()
                                    .toByteArray());

    private final Model model;
    private final Block block;
    private final ParameterStore parameters = new ParameterStore();
    private final int width;

    private SavedModel(Model model) throws UnreadableModel {
        this.model = model;
        this.block = model.getBlock();
        this.width = Math.toIntExact(shape(model.describeInput(), INPUT).get(1));
        shape(model.describeOutput(), OUTPUT);
    }

    /** Reads the SavedModel in the folder. */
    public static SavedModel load(Path folder) throws UnreadableModel {
        TensorFlowLibrary.load();
        Model model = Model.newInstance(folder.getFileName().toString(), "TensorFlow");
        try {
            model.load(folder, null, Map.of("ConfigProto", IN_CALLERS_THREAD));
            return new SavedModel(model);
        } catch (IOException
                | MalformedModelException
                | EngineException
                | TensorFlowException
                | IllegalArgumentException unreadable) {
            model.close();
            throw new UnreadableModel(
                    "TensorFlow cannot read the SavedModel: " + unreadable.getMessage(),
                    unreadable);
        } catch (UnreadableModel | RuntimeException refused) {
            model.close();
            throw refused;
        }
    }

    /** How many features a row has. */
    public int width() {
        return width;
    }

    /**
     * One call of the engine for all rows.
     *
     * @param features row after row
     * @return outputs, row after row
     */
    public double[] run(float[] features, int rows) {
        try (NDManager memory = model.getNDManager().newSubManager()) {
            var input = new NDList(memory.create(features, new Shape(rows, width)));
            var output = forward(input);
            return output.toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }

    /** A graph that refuses its input says why between these marks: see the training's engine. */
    private NDArray forward(NDList input) {
        try {
            return block.forward(parameters, input, false).singletonOrThrow();
        } catch (TFInvalidArgumentException failure) {
            var sentence = REFUSAL.matcher(String.valueOf(failure.getMessage()));
            if (sentence.find()) {
                throw new PlatformException(FailureCode.INVALID_REQUEST, sentence.group(1));
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        model.close();
    }

    private static Shape shape(PairList<String, Shape> tensors, String name)
            throws UnreadableModel {
        Shape shape = tensors.get(name);
        if (shape == null || tensors.size() != 1 || shape.dimension() != 2 || shape.get(1) < 1) {
            throw new UnreadableModel(
                    "the signature serving_default has %s where one tensor \"%s\" of shape [n, width] is expected"
                            .formatted(tensors.toMap(false), name),
                    null);
        }
        return shape;
    }
}
