package dev.millrace.training.mlflow;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.web.JsonMistakes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests as MLflow's server does: from the query of a GET and the body of all others,
 * 64-bit numbers as numbers or as text, unknown fields ignored, so that newer clients are
 * understood.
 */
@Configuration(proxyBeanMethods = false)
class MlflowRequests implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final JsonMapper json;

    MlflowRequests(JsonMapper strict) {
        json =
                strict.rebuild()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                        .build();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return MlflowMessage.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        var request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("MLflow's API is spoken over HTTP only");
        }
        try {
            return json.treeToValue(tree(request), parameter.getParameterType());
        } catch (JacksonException malformed) {
            var mistake = JsonMistakes.of(malformed);
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "The request cannot be read: %s %s."
                            .formatted(mistake.field(), mistake.message()),
                    List.of(mistake));
        }
    }

    private JsonNode tree(HttpServletRequest request) throws IOException {
        if (request.getMethod().equals("GET")) {
            var fields = json.createObjectNode();
            request.getParameterMap()
                    .forEach((name, values) -> {
                        if (values.length == 1) {
                            fields.put(name, values[0]);
                        } else {
                            var all = fields.putArray(name);
                            Arrays.stream(values).forEach(all::add);
                        }
                    });
            return fields;
        }
        var body = json.readTree(request.getInputStream());
        return body.isMissingNode() || body.isNull() ? json.createObjectNode() : body;
    }
}
