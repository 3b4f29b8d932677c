package dev.millrace.training.checkpoint;

import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.engine.Weights;
import dev.millrace.training.fit.FitState;
import dev.millrace.training.fit.Observed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint as a file: the weights now, the best ones, the optimizer's state, and as facts the
 * history, from which all decisions follow, with where the checkpoint comes from.
 *
 * @param fingerprint equal for fits that take the same course
 */
record CheckpointFile(CheckpointPlace place, String fingerprint) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Observed>> HISTORY = new TypeReference<>() {};
    private static final String CURRENT = "current/";
    private static final String BEST = "best/";
    private static final String OPTIMIZER = "optimizer/";

    WeightFile of(FitState state) {
        var facts =
                Map.of(
                        "job", place.job(),
                        "attempt", Integer.toString(place.attempt()),
                        "fingerprint", fingerprint,
                        "history", JSON.writeValueAsString(state.history()));
        var groups = new LinkedHashMap<String, Weights>();
        groups.put(CURRENT, state.current());
        groups.put(BEST, state.best());
        groups.put(OPTIMIZER, state.optimizer());
        return WeightFile.of(facts, groups);
    }

    /**
     * The state in a file.
     *
     * @throws IOException with a sentence, if it is not one of this fit
     */
    FitState state(WeightFile file, TrainableNetwork network) throws IOException {
        if (!place.job().equals(file.facts().get("job"))) {
            throw new IOException("It is of job %s".formatted(file.facts().get("job")));
        }
        if (!fingerprint.equals(file.facts().get("fingerprint"))) {
            throw new IOException("It is of another request, other data or another engine");
        }
        var shapes = network.weights().shapes();
        return new FitState(
                history(file),
                file.weights(CURRENT, shapes),
                file.weights(BEST, shapes),
                file.weights(OPTIMIZER, network.optimizerState().shapes()));
    }

    private static List<Observed> history(WeightFile file) throws IOException {
        try {
            return JSON.readValue(file.facts().getOrDefault("history", ""), HISTORY);
        } catch (JacksonException unreadable) {
            throw new IOException("Its history cannot be read", unreadable);
        }
    }
}
