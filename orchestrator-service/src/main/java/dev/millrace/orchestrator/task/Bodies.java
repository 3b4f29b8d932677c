package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.SecretText;
import jakarta.validation.Validator;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What steps say, once their references have become values. */
@Component
final class Bodies {

    private final JsonMapper json;
    private final Validator validator;

    Bodies(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    <B> B read(TaskOrder order, Class<B> type, UnaryOperator<String> secrets) {
        try {
            var sealed = json.readValue(order.request(), Object.class);
            var body = json.convertValue(SecretText.opened(sealed, secrets), type);
            var mistakes =
                    validator.validate(body).stream()
                            .map(wrong ->
                                    Mistake.in(
                                            wrong.getPropertyPath().toString(), wrong.getMessage()))
                            .toList();
            if (!mistakes.isEmpty()) {
                throw new PlatformException(
                        FailureCode.INVALID_REQUEST,
                        "with its references filled in, '%s' %s"
                                .formatted(
                                        mistakes.getFirst().field(), mistakes.getFirst().message()),
                        mistakes);
            }
            return body;
        } catch (JacksonException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "with its references filled in, the step is no %s step: %s"
                            .formatted(order.type(), e.getOriginalMessage()),
                    e);
        }
    }
}
