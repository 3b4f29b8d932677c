package dev.millrace.orchestrator.reuse;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ReusedResult;
import dev.millrace.orchestrator.definition.Preview;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells which steps of a run that started now would reuse results. */
@Component
public class Forecasts {

    private final Reuse reuse;
    private final JsonMapper json;

    Forecasts(Reuse reuse, JsonMapper json) {
        this.reuse = reuse;
        this.json = json;
    }

    public Forecast of(Preview preview) {
        return new Forecast(preview);
    }

    /** Of one run. What a reused step gave makes the next one known. */
    public final class Forecast {

        private final Preview preview;
        private final Map<String, Map<String, Object>> outputs = new HashMap<>();

        private Forecast(Preview preview) {
            this.preview = preview;
        }

        /**
         * To be asked of each step after those that it needs, unless it may be skipped.
         *
         * @return null where the step would run, or where only the run can tell
         */
        public @Nullable ReusedResult of(StepDefinition step) {
            var age = step.limits().reuse();
            var body = age == null ? null : body(step);
            if (age == null || body == null) {
                return null;
            }
            var asked = new Asked(step.type(), json.writeValueAsString(body), inputs(step));
            var key = reuse.key(asked);
            var found = key == null ? null : reuse.find(asked, key, age);
            if (found == null) {
                return null;
            }
            outputs.put(step.name(), found.outputs());
            return found.from();
        }

        private @Nullable Map<String, @Nullable Object> body(StepDefinition step) {
            try {
                return preview.whole(step, outputs);
            } catch (PlatformException missing) { // an output that the reused step did not give
                return null;
            }
        }

        private List<Map<String, Object>> inputs(StepDefinition step) {
            return step.references().stream().map(outputs::get).filter(Objects::nonNull).toList();
        }
    }
}
