package dev.millrace.training.study;

import dev.millrace.contracts.training.TrainRequest;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Puts points of the space into the base. */
public final class TrialRequests {

    private final TrainRequest base;
    private final JsonMapper json;

    public TrialRequests(TrainRequest base, JsonMapper json) {
        this.base = base;
        this.json = json;
    }

    /** The base with these values; those of a whole come before those of its parts. */
    public TrainRequest with(Map<String, Object> point) {
        var tree = json.valueToTree(base);
        point.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().length()))
                .forEach(entry ->
                        ParameterPath.of(entry.getKey())
                                .put(tree, json.valueToTree(entry.getValue())));
        return json.treeToValue(tree, TrainRequest.class);
    }
}
