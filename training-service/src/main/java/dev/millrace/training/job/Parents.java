package dev.millrace.training.job;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.plan.DataFacts;
import dev.millrace.training.plan.TrainingPlan;
import dev.millrace.training.pretrained.Parent;
import dev.millrace.training.registry.Registry;
import dev.millrace.transform.FittedTransform;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Finds the versions that trainings start from. */
@Component
class Parents {

    private static final int MOST_TRANSFORM_BYTES = 64 << 20;

    private final Registry registry;
    private final PrepApi prep;
    private final ObjectStore store;

    Parents(Registry registry, PrepApi prep, ObjectStore store) {
        this.registry = registry;
        this.prep = prep;
        this.store = store;
    }

    /**
     * @param from {@code model@version}; a number, an alias or latest
     */
    Parent find(String from) {
        var wanted = VersionReference.parse(from);
        var version = registry.find(wanted.name(), wanted.version());
        if (!version.artifactHashes().containsKey(WeightFile.NAME)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "%s was registered without %s; train it again to start from it."
                            .formatted(version.reference(), WeightFile.NAME));
        }
        var data = prep.find(version.preparedData());
        return new Parent(
                version.reference(),
                key(version, WeightFile.NAME),
                TrainingPlan.network(version.request(), data),
                DataFacts.of(transform(version), data.trainRows()));
    }

    private FittedTransform transform(ModelVersion version) {
        var bytes = store.read(key(version, "transform.json"), MOST_TRANSFORM_BYTES);
        return FittedTransform.fromJson(new String(bytes, StandardCharsets.UTF_8));
    }

    private String key(ModelVersion version, String file) {
        return store.keyOf(version.location()) + file;
    }
}
