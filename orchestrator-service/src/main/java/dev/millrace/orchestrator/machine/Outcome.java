package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.ReusedResult;
import java.util.Map;

/** How an attempt ended. What follows from it is the machine's affair. */
public sealed interface Outcome {

    record Succeeded(Map<String, Object> outputs) implements Outcome {}

    /** An earlier result stands for its own. */
    record Reused(Map<String, Object> outputs, ReusedResult from) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}

    record Cancelled(String reason) implements Outcome {}

    static Outcome failed(FailureCode code, String message) {
        return new Failed(new Failure(code, message));
    }
}
