package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import java.util.Map;

/** How an attempt ended. What follows from it is the retry policy's affair. */
sealed interface Outcome {

    record Succeeded(Map<String, Object> outputs) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}

    record Cancelled(String reason) implements Outcome {}
}
