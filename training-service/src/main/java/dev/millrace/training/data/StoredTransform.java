package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.transform.FittedTransform;
import java.nio.charset.StandardCharsets;

/** The transform that lies beside prepared data. */
public final class StoredTransform {

    private static final int MOST_BYTES = 64 << 20;

    private StoredTransform() {}

    /** The same for whoever has time. */
    public static FittedTransform read(PreparedData data, PatientStore store) {
        return store.patience()
                .insist("read the transform of the data", () -> read(data, store.plain()));
    }

    /** Refuses a transform that is not the one that the data was made with. */
    public static FittedTransform read(PreparedData data, ObjectStore store) {
        var key = prefix(data, store) + "transform.json";
        if (!store.exists(key)) {
            throw new PlatformException(
                    FailureCode.PREPARED_DATA_NOT_FOUND,
                    "The files of prepared data %s are gone. Prepare the data again."
                            .formatted(data.id()));
        }
        var bytes = store.read(key, MOST_BYTES);
        var transform = FittedTransform.fromJson(new String(bytes, StandardCharsets.UTF_8));
        if (!transform.hash().equals(data.transformHash())) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "transform.json of prepared data %s has hash %s, not %s: it was changed. Prepare the data again."
                            .formatted(data.id(), transform.hash(), data.transformHash()));
        }
        return transform;
    }

    /** The key prefix of prepared data, with a slash at its end. */
    public static String prefix(PreparedData data, ObjectStore store) {
        var key = store.keyOf(data.location());
        return key.endsWith("/") ? key : key + "/";
    }
}
