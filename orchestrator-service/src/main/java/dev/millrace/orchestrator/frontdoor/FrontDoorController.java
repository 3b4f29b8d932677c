package dev.millrace.orchestrator.frontdoor;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Passes calls on to a known service, body and answer streamed. */
@Hidden
@RestController
class FrontDoorController {

    private static final int AT_ONCE = 48;
    private static final int CHUNK = 16 * 1024;
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(10);

    /** Belong to one connection, or are set anew by the client. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "expect",
                    "content-length");

    private final ServiceAddresses addresses;
    private final Specifications specifications;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    FrontDoorController(ServiceAddresses addresses, Specifications specifications) {
        this.addresses = addresses;
        this.specifications = specifications;
    }

    @RequestMapping("/services/{service}/**")
    void pass(
            @PathVariable("service") String service,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var base = addresses.of(service);
        var prefix = "/services/" + service;
        var path = request.getRequestURI().substring(prefix.length());
        if (!places.tryAcquire()) {
            throw new PlatformException(
                    FailureCode.TOO_MANY_REQUESTS,
                    "%d calls pass the front door already; try again later".formatted(AT_ONCE));
        }
        try {
            var answer = call(service, outgoing(base + path, request));
            try (var body = answer.body()) {
                response.setStatus(answer.statusCode());
                headers(answer, base, prefix, response);
                if (path.startsWith("/v3/api-docs") && answer.statusCode() == 200) {
                    specifications.underOrigin(body, prefix, response.getOutputStream());
                } else {
                    copy(body, response);
                }
            }
        } finally {
            places.release();
        }
    }

    private HttpResponse<InputStream> call(String service, HttpRequest request)
            throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new PlatformException(
                    FailureCode.SERVICE_UNAVAILABLE,
                    "%s-service does not answer at %s: %s"
                            .formatted(service, request.uri().getAuthority(), e),
                    e);
        }
    }

    private static HttpRequest outgoing(String address, HttpServletRequest request)
            throws IOException {
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var outgoing =
                HttpRequest.newBuilder(uri(address + query))
                        .timeout(FIRST_ANSWER)
                        .method(request.getMethod(), body(request));
        for (var name : Collections.list(request.getHeaderNames())) {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                Collections.list(request.getHeaders(name))
                        .forEach(value -> outgoing.header(name, value));
            }
        }
        return outgoing.build();
    }

    /** A path that climbs out of where it starts is refused; nobody honest needs one. */
    private static URI uri(String address) {
        try {
            var uri = new URI(address);
            if (!climbs(uri.getPath())) {
                return uri;
            }
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, "the path must not hold '.' or '..' segments");
        } catch (URISyntaxException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, "the address is not well-formed: " + e, e);
        }
    }

    private static boolean climbs(String decodedPath) {
        return Arrays.stream(decodedPath.split("/", -1))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static BodyPublisher body(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return BodyPublishers.noBody();
        }
        var stream = request.getInputStream();
        var body = BodyPublishers.ofInputStream(() -> stream);
        return length < 0 ? body : BodyPublishers.fromPublisher(body, length);
    }

    private static void headers(
            HttpResponse<?> answer, String base, String prefix, HttpServletResponse response) {
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value ->
                                response.addHeader(
                                        name,
                                        "location".equalsIgnoreCase(name)
                                                ? location(value, base, prefix)
                                                : value));
                    }
                });
    }

    /** A service names its own paths; seen from here they lie behind the front door. */
    private static String location(String value, String base, String prefix) {
        if (value.startsWith(base)) {
            return prefix + value.substring(base.length());
        }
        return value.startsWith("/") ? prefix + value : value;
    }

    /** Flushes whatever has come, so that events arrive when they happen. */
    private static void copy(InputStream from, HttpServletResponse response) throws IOException {
        var to = response.getOutputStream();
        var chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }
}
