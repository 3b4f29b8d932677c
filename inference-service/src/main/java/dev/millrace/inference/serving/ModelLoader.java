package dev.millrace.inference.serving;

import static dev.millrace.contracts.failure.FailureCode.INVALID_REQUEST;
import static dev.millrace.contracts.failure.FailureCode.MODEL_NOT_VERIFIED;
import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.inference.artifact.Artifacts;
import dev.millrace.inference.engine.SavedModel;
import dev.millrace.inference.engine.UnreadableModel;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a model version into memory. What it returns has the transform that the registry names,
 * has replayed its golden rows and is warm; anything else fails with MODEL_NOT_VERIFIED.
 */
@Component
public final class ModelLoader {

    /** Rounds over the golden rows, until the code that predicts has been compiled. */
    private static final int WARM_UP_ROWS = 2_000;

    private final Artifacts artifacts;
    private final JsonMapper json;

    ModelLoader(Artifacts artifacts, JsonMapper json) {
        this.artifacts = artifacts;
        this.json = json;
    }

    /**
     * @param threshold to serve with in place of the version's own; null for that
     */
    public ServedModel load(ModelVersion version, @Nullable Double threshold, LoadProgress progress)
            throws IOException {
        progress.at(0.1, "Fetching the artifacts of " + version.reference());
        Path folder = artifacts.fetch(version);
        progress.at(0.4, "Checking the transform");
        FittedTransform transform = transform(version, folder.resolve(Artifacts.TRANSFORM));
        requireTwoClasses(version, transform, threshold);
        List<GoldenRow> golden = goldenRows(version, folder.resolve(Artifacts.GOLDEN_ROWS));
        progress.at(0.5, "Loading the network");
        SavedModel network = network(version, transform, folder.resolve(Artifacts.SAVED_MODEL));
        double own = requireNonNullElse(version.threshold(), FittedTarget.THRESHOLD);
        double decision = requireNonNullElse(threshold, own);
        var model = new ServedModel(version, transform, network, decision, golden.size());
        try {
            progress.at(0.7, "Replaying %d golden rows".formatted(golden.size()));
            new GoldenReplay(model, golden, own).run();
            progress.at(0.9, "Warming up");
            warmUp(model, golden);
            return model;
        } catch (RuntimeException refused) {
            model.release();
            throw refused;
        }
    }

    private static void requireTwoClasses(
            ModelVersion version, FittedTransform transform, @Nullable Double threshold) {
        if (threshold != null && transform.target().kind() != Kind.BINARY) {
            throw new PlatformException(
                    INVALID_REQUEST,
                    "threshold is for models of two classes; the target of %s is %s. Leave it out."
                            .formatted(version.reference(), transform.target().kind()),
                    List.of(Mistake.in("threshold", "is for models of two classes")));
        }
    }

    private static FittedTransform transform(ModelVersion version, Path file) throws IOException {
        FittedTransform transform;
        try {
            transform = FittedTransform.fromJson(Files.readString(file));
        } catch (IllegalArgumentException malformed) {
            throw refused(version, "its transform.json cannot be read: " + malformed.getMessage());
        }
        if (!transform.hash().equalsIgnoreCase(version.transformHash())) {
            throw refused(
                    version,
                    "its transform has hash %s, but it was trained with %s"
                            .formatted(transform.hash(), version.transformHash()));
        }
        return transform;
    }

    private List<GoldenRow> goldenRows(ModelVersion version, Path file) {
        List<GoldenRow> golden;
        try {
            golden = json.readValue(file, new TypeReference<List<GoldenRow>>() {});
        } catch (JacksonException malformed) {
            throw refused(version, "its golden.json cannot be read: " + malformed.getMessage());
        }
        if (golden.isEmpty()) {
            throw refused(version, "it has no golden rows to be verified with");
        }
        return golden;
    }

    private static SavedModel network(
            ModelVersion version, FittedTransform transform, Path folder) {
        try {
            SavedModel network = SavedModel.load(folder);
            if (network.width() != transform.width()) {
                network.close();
                throw refused(
                        version,
                        "its network takes %d features, but its transform makes %d"
                                .formatted(network.width(), transform.width()));
            }
            return network;
        } catch (UnreadableModel unreadable) {
            throw refused(version, String.valueOf(unreadable.getMessage()));
        }
    }

    private static void warmUp(ServedModel model, List<GoldenRow> golden) {
        var deadline = Deadline.after(java.time.Duration.ofHours(1));
        for (int i = 0; i < WARM_UP_ROWS; i++) {
            model.predict(List.of(golden.get(i % golden.size()).row()), deadline);
        }
    }

    private static PlatformException refused(ModelVersion version, String why) {
        return new PlatformException(
                MODEL_NOT_VERIFIED, "%s is not served: %s.".formatted(version.reference(), why));
    }
}
