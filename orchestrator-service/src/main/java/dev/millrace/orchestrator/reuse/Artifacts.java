package dev.millrace.orchestrator.reuse;

import static dev.millrace.orchestrator.remote.ServiceJobs.answered;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.CrossValidationApi;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What results point to. */
@Component
class Artifacts {

    private final ServiceJobs services;

    Artifacts(ServiceJobs services) {
        this.services = services;
    }

    /** Whether all that the outputs name is still there; throws where a service does not answer. */
    boolean areThere(StepType type, Map<String, Object> outputs) {
        return switch (type) {
            case PREPARE -> isThere(outputs, "preparedData", id -> prep().find(uuid(id)));
            case PROFILE -> isThere(outputs, "profile", id -> prep().findProfile(uuid(id)));
            case TRAIN -> hasModelVersion(outputs);
            case CROSS_VALIDATE ->
                    isThere(
                            outputs,
                            "crossValidation",
                            id -> training(CrossValidationApi.class).crossValidation(uuid(id)));
            case TUNE ->
                    isThere(outputs, "study", id -> training(StudyApi.class).study(uuid(id)))
                            && (!outputs.containsKey("modelVersion") || hasModelVersion(outputs));
            case AUTOML ->
                    isThere(outputs, "automl", id -> training(AutoMlApi.class).automl(uuid(id)))
                            && hasModelVersion(outputs);
            default -> throw new IllegalArgumentException(type + " is not reused");
        };
    }

    private boolean hasModelVersion(Map<String, Object> outputs) {
        return isThere(
                outputs,
                "modelVersion",
                text -> {
                    var version = VersionReference.parse(text);
                    training(TrainingApi.class).version(version.name(), version.version());
                });
    }

    private static boolean isThere(
            Map<String, Object> outputs, String output, Consumer<String> look) {
        if (!(outputs.get(output) instanceof String name)) {
            return false;
        }
        try {
            answered(() -> {
                look.accept(name);
                return name;
            });
            return true;
        } catch (PlatformException e) {
            if (e.code().category() == FailureCategory.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static UUID uuid(String id) {
        return UUID.fromString(id);
    }

    private PrepApi prep() {
        return services.client("prep", PrepApi.class);
    }

    private <T> T training(Class<T> type) {
        return services.client("training", type);
    }
}
