package dev.millrace.training;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service under test as its callers see it, over HTTP: typed, and refusing with the exception
 * that its problem details stand for.
 */
public final class ServiceClient {

    public static final String PRINCIPAL = "ada";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RestClient http;
    private final HttpServiceProxyFactory proxies;

    public ServiceClient(int port) {
        http =
                RestClient.builder()
                        .baseUrl("http://127.0.0.1:" + port)
                        .defaultHeader("Millrace-Principal", PRINCIPAL)
                        .defaultStatusHandler(
                                status -> status.isError(),
                                (request, response) -> {
                                    throw failure(response.getBody().readAllBytes());
                                })
                        .build();
        proxies = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(http)).build();
    }

    public <T> T api(Class<T> type) {
        return proxies.createClient(type);
    }

    /** For what is not typed. */
    public RestClient http() {
        return http;
    }

    private static PlatformException failure(byte[] body) {
        var tree = JSON.readTree(body);
        return new PlatformException(
                FailureCode.valueOf(tree.path("code").asString()),
                tree.path("detail").asString(),
                List.of(JSON.convertValue(tree.path("mistakes"), Mistake[].class)));
    }
}
