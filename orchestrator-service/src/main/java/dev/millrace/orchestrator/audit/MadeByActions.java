package dev.millrace.orchestrator.audit;

import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.contracts.orchestrator.Run;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Reads off the answer what an action has made, where its path cannot name that. */
@ControllerAdvice
class MadeByActions implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(
            MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servlet) {
            note(servlet.getServletRequest(), body);
        }
        return body;
    }

    private static void note(HttpServletRequest request, @Nullable Object body) {
        var action = Action.of(request);
        if (action == null) {
            return;
        }
        switch (body) {
            case PipelineVersion version ->
                    action.made(
                            "pipelines/%s/versions/%d"
                                    .formatted(version.pipeline(), version.number()));
            case Run run -> action.made("runs/" + run.id());
            case null, default -> {}
        }
    }
}
