package dev.millrace.cli.client;

import dev.millrace.cli.platform.Json;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * JSON over HTTP with the contracts' records. The JDK's client rather than Spring's proxies: a
 * command starts in half a second without them.
 */
public final class Rest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /** Problem details as the services send them. */
    private record Problem(
            @Nullable FailureCode code,
            @Nullable String detail,
            @Nullable List<Mistake> mistakes) {}

    public <T> T get(URI address, Class<T> type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).GET(), type);
    }

    public <T> T post(URI address, Object body, Class<T> type)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body))),
                type);
    }

    public <T> T put(URI address, Object body, Class<T> type)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body))),
                type);
    }

    public <T> T postEmpty(URI address, Class<T> type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()), type);
    }

    /** Sends a text, such as a pipeline, as it is. */
    public <T> T postText(URI address, String text, String mediaType, Class<T> type)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofString(text)),
                type);
    }

    /** Streams a file. */
    public <T> T postFile(URI address, Path file, Class<T> type)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(file)),
                type);
    }

    private <T> T send(HttpRequest.Builder builder, Class<T> type)
            throws IOException, InterruptedException {
        var request =
                builder.timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .header(Headers.PRINCIPAL, principal())
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 400) {
                throw failure(request.uri(), response);
            }
            return Json.MAPPER.readValue(response.body(), type);
        } catch (ConnectException away) {
            throw new NotRunning(
                    "Nothing answers at %s; start the platform with: millrace up"
                            .formatted(request.uri().getAuthority()));
        }
    }

    private static PlatformException failure(URI address, HttpResponse<byte[]> response) {
        var status = response.statusCode();
        try {
            var problem = Json.MAPPER.readValue(response.body(), Problem.class);
            if (problem.code() != null && problem.detail() != null) {
                var mistakes = problem.mistakes() == null ? List.<Mistake>of() : problem.mistakes();
                return new PlatformException(problem.code(), problem.detail(), mistakes);
            }
        } catch (JacksonException notAProblem) {
            // Not one of our services, or not in a state to say more: the status has to do.
        }
        return new PlatformException(
                FailureCode.INTERNAL_ERROR,
                "%s answered with status %d".formatted(address, status));
    }

    private static String principal() {
        var name = System.getProperty("user.name", "");
        return name.matches("[A-Za-z0-9._-]{1,64}") ? name : "anonymous";
    }
}
