package dev.millrace.training.registry;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.kit.store.ObjectStore;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What workers found out about versions, as they left it beside the model. */
@Component
public class Evaluations {

    private static final String FILE = "evaluation.json";
    private static final int MOST_BYTES = 64 << 20;

    private final Registry registry;
    private final ObjectStore store;
    private final JsonMapper json;

    Evaluations(Registry registry, ObjectStore store, JsonMapper json) {
        this.registry = registry;
        this.store = store;
        this.json = json;
    }

    public EvaluationReport of(String model, String version) {
        var found = registry.find(model, version);
        if (!found.artifactHashes().containsKey(FILE)) {
            throw new PlatformException(
                    FailureCode.MODEL_NOT_FOUND,
                    "%s has no %s: only its metrics were kept when it was trained."
                            .formatted(found.reference(), FILE));
        }
        var bytes = store.read(store.keyOf(found.location()) + FILE, MOST_BYTES);
        return json.readValue(bytes, EvaluationReport.class);
    }
}
