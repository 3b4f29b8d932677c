package dev.millrace.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.kit.job.TestService;
import dev.millrace.kit.test.RealParts;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** Failures over HTTP: how they look to a stranger, and what a typed client makes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangesTest {

    private ConfigurableApplicationContext server;
    private ConfigurableApplicationContext caller;
    private RestClient http;

    @BeforeAll
    void startBoth() {
        server = start(Map.of("millrace.http.max-body", "1KB"));
        String url = "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
        caller = start(Map.of("millrace.services.ingest", url));
        http =
                RestClient.builder()
                        .baseUrl(url)
                        .defaultStatusHandler(status -> true, (request, response) -> {})
                        .build();
    }

    @AfterAll
    void stopBoth() {
        caller.close();
        server.close();
    }

    @Test
    void aStrangerSeesProblemDetailsWithACode() {
        var answer = get("/v1/jobs/" + UUID.randomUUID());

        assertThat(answer.getStatusCode().value()).isEqualTo(404);
        assertThat(answer.getHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody())
                .contains("\"code\":\"JOB_NOT_FOUND\"")
                .contains("\"retryable\":false");
    }

    @Test
    void aTypedClientGetsTheSameFailureBack() {
        JobApi client = client(caller);

        var failure =
                catchThrowableOfType(PlatformException.class, () -> client.find(UUID.randomUUID()));

        assertThat(failure.code()).isEqualTo(FailureCode.JOB_NOT_FOUND);
    }

    @Test
    void aServiceThatIsAwayIsARetryableFailure() {
        try (var lost = start(Map.of("millrace.services.ingest", "http://127.0.0.1:1"))) {
            JobApi client = client(lost);

            var failure =
                    catchThrowableOfType(
                            PlatformException.class, () -> client.find(UUID.randomUUID()));

            assertThat(failure.code()).isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
            assertThat(failure)
                    .hasMessageContaining("ingest-service")
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @Test
    void aParameterOfTheWrongTypeIsNamed() {
        var answer = get("/v1/jobs/not-an-id");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody()).contains("\"field\":\"id\"").contains("not-an-id");
    }

    @Test
    void anUnknownPathAndAnUnknownMethodHaveCodes() {
        assertThat(get("/v1/nothing").getBody()).contains("OPERATION_NOT_FOUND");
        var wrongMethod = http.put().uri("/v1/jobs").retrieve().toEntity(String.class);
        assertThat(wrongMethod.getStatusCode().value()).isEqualTo(405);
        assertThat(wrongMethod.getBody()).contains("OPERATION_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 5000})
    void anIdempotencyKeyThatCannotBeKeptIsRefused(int length) {
        var answer =
                http.post()
                        .uri("/v1/gc")
                        .header(Headers.IDEMPOTENCY_KEY, "k".repeat(length))
                        .retrieve()
                        .toEntity(String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody())
                .contains("has %d characters, but must have 1 to 255".formatted(length));
    }

    @Test
    void aBodyOverTheLimitIsRefusedWith413() {
        var answer =
                http.post()
                        .uri("/v1/gc")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("x".repeat(2000))
                        .retrieve()
                        .toEntity(String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(413);
        assertThat(answer.getBody()).contains("BODY_TOO_LARGE").contains("1024 bytes");
    }

    private static JobApi client(ConfigurableApplicationContext context) {
        return context.getBean("ingest#" + JobApi.class.getName(), JobApi.class);
    }

    private ResponseEntity<String> get(String path) {
        return http.get().uri(path).retrieve().toEntity(String.class);
    }

    private static ConfigurableApplicationContext start(Map<String, String> settings) {
        return new SpringApplicationBuilder(TestService.class)
                .run(
                        Stream.of(RealParts.fresh(), settings, Map.of("server.port", "0"))
                                .flatMap(some -> some.entrySet().stream())
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
    }
}
