package dev.millrace.inference.serving;

import dev.millrace.contracts.inference.Predictions.Prediction;
import dev.millrace.contracts.training.CategoryLimits;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.inference.engine.SavedModel;
import dev.millrace.transform.Column;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model version in memory. Born with one user, its owner; who else uses it retains it first and
 * releases it afterwards. The last release closes the network.
 */
public final class ServedModel {

    private final ModelVersion version;
    private final FittedTransform transform;
    private final CategoryLimits limits;
    private final SavedModel network;
    private final double threshold;
    private final int goldenRows;
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * Compiled transforms belong to one thread at a time: as many as there were threads at once.
     */
    private final Queue<FeatureReader> readers = new ConcurrentLinkedQueue<>();

    ServedModel(
            ModelVersion version,
            FittedTransform transform,
            SavedModel network,
            double threshold,
            int goldenRows) {
        this.version = version;
        this.transform = transform;
        this.limits = CategoryLimits.of(version.request().layers(), transform);
        this.network = network;
        this.threshold = threshold;
        this.goldenRows = goldenRows;
    }

    /** {@code model@number}. */
    public String reference() {
        return version.reference();
    }

    /** The raw columns that a row must have. */
    public List<Column> inputs() {
        return transform.inputs();
    }

    /** From which probability on it answers the second of two classes; null for other targets. */
    public @Nullable Double threshold() {
        return transform.target().kind() == Kind.BINARY ? threshold : null;
    }

    /** How many rows were replayed before it was allowed to answer. */
    public int goldenRows() {
        return goldenRows;
    }

    /** One prediction per row; refuses rows with mistakes, and answers that come too late. */
    public List<Prediction> predict(
            List<? extends @Nullable Map<String, ? extends @Nullable Object>> rows,
            Deadline deadline) {
        float[] features = features(rows);
        deadline.check("the features were computed");
        double[] outputs = network.run(features, rows.size());
        deadline.check("the network was computed");
        return answers(outputs, rows.size());
    }

    float[] features(List<? extends @Nullable Map<String, ? extends @Nullable Object>> rows) {
        FeatureReader reader = readers.poll();
        if (reader == null) {
            reader = new FeatureReader(transform, limits);
        }
        try {
            return reader.read(rows);
        } finally {
            readers.add(reader);
        }
    }

    double[] outputs(float[] features, int rows) {
        return network.run(features, rows);
    }

    FittedTransform transform() {
        return transform;
    }

    private List<Prediction> answers(double[] outputs, int rows) {
        int width = outputs.length / rows;
        var answers = new ArrayList<Prediction>(rows);
        for (int row = 0; row < rows; row++) {
            var output = Arrays.copyOfRange(outputs, row * width, (row + 1) * width);
            answers.add(
                    new Prediction(
                            transform.target().predict(output, threshold),
                            transform.target().probabilities(output)));
        }
        return answers;
    }

    /** False once the last user has gone: the model is closed then. */
    public boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    public void release() {
        if (users.decrementAndGet() == 0) {
            network.close();
        }
    }
}
