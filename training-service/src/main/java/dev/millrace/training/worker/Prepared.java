package dev.millrace.training.worker;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTransform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The data of a task with the transform that made it. */
record Prepared(PreparedData data, FittedTransform transform, PreparedFiles files) {

    private static final int MOST_TRANSFORM_BYTES = 64 << 20;

    /** Refuses a transform that is not the one that the data was made with. */
    static Prepared of(PreparedData data, ObjectStore store) {
        var key = store.keyOf(data.location());
        var prefix = key.endsWith("/") ? key : key + "/";
        var bytes = store.read(prefix + "transform.json", MOST_TRANSFORM_BYTES);
        var transform = FittedTransform.fromJson(new String(bytes, StandardCharsets.UTF_8));
        if (!transform.hash().equals(data.transformHash())) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "transform.json of prepared data %s has hash %s, not %s: it was changed. Prepare the data again."
                            .formatted(data.id(), transform.hash(), data.transformHash()));
        }
        return new Prepared(data, transform, new PreparedFiles(store, prefix));
    }

    Rows rows(String part) throws IOException {
        long count =
                switch (part) {
                    case "train" -> data.trainRows();
                    case "validation" -> data.validationRows();
                    case "test" -> data.testRows();
                    default -> throw new IllegalArgumentException("There is no part " + part);
                };
        return files.rows(part, data.featureNames().size(), Math.toIntExact(count));
    }
}
