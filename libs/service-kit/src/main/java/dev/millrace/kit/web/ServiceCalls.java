package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.observe.Correlation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What every call from one service to another has in common. */
class ServiceCalls {

    private final JsonMapper json;

    ServiceCalls(JsonMapper json) {
        this.json = json;
    }

    void apply(String service, RestClient.Builder client) {
        client.requestInterceptor(
                (request, body, execution) -> call(service, request, body, execution));
        client.defaultStatusHandler(
                status -> status.isError(),
                (request, response) -> refuse(service, request, response));
    }

    private static ClientHttpResponse call(
            String service,
            HttpRequest request,
            byte[] body,
            ClientHttpRequestExecution execution) {
        Correlation.forEachHeader((name, value) -> {
            if (!request.getHeaders().containsHeader(name)) {
                request.getHeaders().set(name, value);
            }
        });
        try {
            return execution.execute(request, body);
        } catch (IOException unreachable) {
            throw new PlatformException(
                    FailureCode.SERVICE_UNAVAILABLE,
                    "%s-service does not answer at %s: %s."
                            .formatted(service, request.getURI().getAuthority(), unreachable),
                    unreachable);
        }
    }

    private void refuse(String service, HttpRequest request, ClientHttpResponse response)
            throws IOException {
        byte[] body = response.getBody().readNBytes(1 << 20);
        Failure failure = failureIn(body);
        if (failure == null) {
            failure =
                    new Failure(
                            FailureCode.SERVICE_UNAVAILABLE,
                            "%s-service answered %s %s with status %d."
                                    .formatted(
                                            service,
                                            request.getMethod(),
                                            request.getURI().getPath(),
                                            response.getStatusCode().value()));
        }
        throw failure.asException();
    }

    private @Nullable Failure failureIn(byte[] body) {
        try {
            var tree = json.readTree(body);
            String code = tree.path("code").asString("");
            if (Arrays.stream(FailureCode.values()).noneMatch(known -> known.name().equals(code))) {
                return null;
            }
            var mistakes = json.convertValue(tree.path("mistakes"), Mistake[].class);
            return new Failure(
                    FailureCode.valueOf(code),
                    tree.path("detail").asString(""),
                    mistakes == null ? List.of() : List.of(mistakes));
        } catch (JacksonException notOurs) {
            return null;
        }
    }
}
