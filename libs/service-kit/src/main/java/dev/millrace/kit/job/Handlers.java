package dev.millrace.kit.job;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The handlers of this service, by kind. */
class Handlers {

    private final Map<String, JobHandler<?>> byKind;
    private final JsonMapper json;

    Handlers(List<JobHandler<?>> handlers, JsonMapper json) {
        this.byKind =
                handlers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        JobHandler::kind, Function.identity()));
        this.json = json;
    }

    Publication run(Attempt attempt) throws Exception {
        JobHandler<?> handler = byKind.get(attempt.kind());
        if (handler == null) {
            throw new PlatformException(
                    FailureCode.INTERNAL_ERROR,
                    "This version of the service has no jobs of kind " + attempt.kind() + ".");
        }
        return run(handler, attempt);
    }

    private <Q> Publication run(JobHandler<Q> handler, Attempt attempt) throws Exception {
        return handler.run(attempt, json.readValue(attempt.request(), handler.requestType()));
    }
}
