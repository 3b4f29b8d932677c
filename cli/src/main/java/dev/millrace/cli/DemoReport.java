package dev.millrace.cli;

import dev.millrace.contracts.inference.Predictions.Prediction;
import dev.millrace.contracts.orchestrator.RunState;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code demo --json} prints.
 *
 * @param prediction the model's answer for the example's patient; null unless the run succeeded
 * @param seconds from the start of the command to the prediction
 */
record DemoReport(
        RunState state,
        Map<String, Object> metrics,
        @Nullable Object endpoint,
        @Nullable Prediction prediction,
        double seconds,
        UUID run,
        @Nullable Object modelVersion,
        @Nullable String message) {

    static DemoReport of(RunReport run, @Nullable Prediction prediction, double seconds) {
        return new DemoReport(
                run.state(),
                run.metrics(),
                run.output("endpoint"),
                prediction,
                Math.round(seconds * 10) / 10.0,
                run.run(),
                run.output("modelVersion"),
                run.message());
    }
}
