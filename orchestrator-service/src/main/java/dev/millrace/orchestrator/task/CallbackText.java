package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StepCallback;
import dev.millrace.orchestrator.definition.SecretText;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is said through callback addresses, as it may be stored. */
@Component
public final class CallbackText {

    private static final int LONGEST = 1_000_000;

    private final JsonMapper json;
    private final Secrets secrets;

    CallbackText(JsonMapper json, Secrets secrets) {
        this.json = json;
        this.secrets = secrets;
    }

    /**
     * Checks and redacts.
     *
     * @param request of the attempt, whose secrets might come back
     */
    public String storable(String said, String request) {
        if (said.length() > LONGEST) {
            throw new PlatformException(
                    FailureCode.BODY_TOO_LARGE,
                    "a callback has at most %d characters".formatted(LONGEST));
        }
        var redaction = new Redaction();
        for (var name : SecretText.names(json.readValue(request, Object.class))) {
            secrets.find(name).ifPresent(redaction::hide);
        }
        return json.writeValueAsString(redaction.of(json.convertValue(read(said), Object.class)));
    }

    private StepCallback read(String said) {
        try {
            var callback = json.readValue(said, StepCallback.class);
            if (callback != null && callback.state() != null) {
                return callback;
            }
        } catch (JacksonException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "cannot be read as {\"state\": \"SUCCEEDED\" or \"FAILED\", \"outputs\": {…}, \"message\": …}: "
                            + e.getOriginalMessage(),
                    e);
        }
        throw new PlatformException(
                FailureCode.INVALID_REQUEST, "'state' is required: SUCCEEDED or FAILED");
    }
}
