package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.SparseFormat;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.pytorch.Variables.Views;
import java.util.List;
import java.util.Objects;

/** Learned vectors in place of category indices. */
final class Embeddings {

    private final Views weights;

    Embeddings(Views weights) {
        this.weights = weights;
    }

    NDArray of(String name, Layer.Embedding layer, NDArray signal) {
        var vocabulary = Objects.requireNonNull(layer.vocabulary());
        var indices =
                signal.getManager().create(indices(name, vocabulary, signal), signal.getShape());
        if (layer.shared()) {
            return looked(indices, weights.of(name, "table0"));
        }
        var columns = indices.split(vocabulary.size(), 1);
        var vectors = new NDList();
        for (int table = 0; table < vocabulary.size(); table++) {
            vectors.add(looked(columns.get(table).squeeze(1), weights.of(name, "table" + table)));
        }
        return NativeArrays.join(vectors, 1);
    }

    private static NDArray looked(NDArray indices, NDArray table) {
        return indices.getNDArrayInternal().embedding(indices, table, SparseFormat.DENSE).head();
    }

    /** Checked here, since a library that finds an index outside of a table does not say whose. */
    private static long[] indices(String name, List<Integer> vocabulary, NDArray signal) {
        var numbers = signal.toFloatArray();
        var indices = new long[numbers.length];
        for (int at = 0; at < numbers.length; at++) {
            indices[at] = (long) numbers[at];
            if (indices[at] != numbers[at]
                    || indices[at] < 0
                    || indices[at] >= vocabulary.get(at % vocabulary.size())) {
                throw new PlatformException(
                        FailureCode.UNTRAINABLE_DATA,
                        "Layer %s embeds whole numbers from 0 to below %s, but its input has others."
                                .formatted(
                                        name,
                                        vocabulary.size() == 1
                                                ? vocabulary.getFirst()
                                                : vocabulary));
            }
        }
        return indices;
    }
}
