package dev.millrace.orchestrator.task.http;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Calls services of others: each call once, no redirects, no cookies, bounded answers. */
@Component
public final class HttpCalls implements DisposableBean {

    private static final int MOST = 256;
    private static final int SHOWN = 500;

    /**
     * A call.
     *
     * @param type of the content; null where there is none
     * @param silence how long the service may be silent
     * @param maxBytes of the answer's body
     */
    public record Call(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String type,
            byte @Nullable [] content,
            Duration silence,
            int maxBytes) {}

    /**
     * What came back.
     *
     * @param headers by lower-case name; cookies are left out
     * @param type of the content; null where it does not say
     */
    public record Answer(
            int status, Map<String, String> headers, @Nullable String type, byte[] content) {}

    private final Guard guard;
    private final CloseableHttpClient client;

    HttpCalls(HttpStepSettings settings) {
        guard = new Guard(settings);
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(MOST)
                        .setMaxConnPerRoute(MOST)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                                        .setTimeToLive(TimeValue.ofMinutes(1))
                                        .build())
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .setUserAgent("Millrace")
                        .build();
    }

    /**
     * Calls, and reads the answer.
     *
     * @param started is given what ends the call at once
     */
    public Answer call(Call call, Consumer<Runnable> started) {
        var uri = guard.checked(call.url());
        var request = request(call, uri);
        started.accept(request::cancel);
        try (var response = client.executeOpen(null, request, null)) {
            return answer(call, response, request::cancel);
        } catch (UnknownHostException e) {
            throw away("%s is not known".formatted(uri.getHost()), e);
        } catch (IOException e) {
            throw away("%s did not answer: %s".formatted(uri.getAuthority(), e.getMessage()), e);
        }
    }

    /** What came back, where it was a success. */
    public Answer accepted(Call call, TaskAttempt attempt) {
        var answer = call(call, attempt::onStop);
        if (answer.status() < 200 || answer.status() >= 300) {
            throw unexpected(attempt, call, answer);
        }
        return answer;
    }

    /** Cut only once secrets are out of it, so that no part of one is left. */
    static PlatformException unexpected(TaskAttempt attempt, Call call, Answer answer) {
        var text = Objects.requireNonNullElse(AnswerBody.text(answer), "");
        var said = attempt.redacted(text).strip();
        boolean mayPass =
                answer.status() == 408 || answer.status() == 429 || answer.status() >= 500;
        return new PlatformException(
                mayPass ? FailureCode.SERVICE_UNAVAILABLE : FailureCode.CALL_REFUSED,
                "%s %s answered %d%s"
                        .formatted(
                                call.method(),
                                attempt.redacted(call.url()),
                                answer.status(),
                                said.isEmpty()
                                        ? ""
                                        : ": "
                                                + (said.length() > SHOWN
                                                        ? said.substring(0, SHOWN) + "…"
                                                        : said)));
    }

    private static PlatformException away(String what, IOException e) {
        return new PlatformException(FailureCode.SERVICE_UNAVAILABLE, what, e);
    }

    private static HttpUriRequestBase request(Call call, URI uri) {
        var request = new HttpUriRequestBase(call.method(), uri);
        HeaderCheck.check(call.headers());
        call.headers().forEach(request::setHeader);
        if (call.content() != null) {
            request.setEntity(
                    new ByteArrayEntity(call.content(), ContentType.parseLenient(call.type())));
        }
        request.setConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(call.silence())).build());
        return request;
    }

    private static Answer answer(Call call, ClassicHttpResponse response, Runnable hangUp)
            throws IOException {
        var headers = new TreeMap<String, String>();
        for (var header : response.getHeaders()) {
            var name = header.getName().toLowerCase(Locale.ROOT);
            if (!name.equals("set-cookie") && header.getValue() != null) {
                headers.merge(name, header.getValue(), (one, other) -> one + ", " + other);
            }
        }
        var entity = response.getEntity();
        return new Answer(
                response.getCode(),
                headers,
                entity == null ? null : entity.getContentType(),
                entity == null ? new byte[0] : content(call, entity, hangUp));
    }

    private static byte[] content(Call call, HttpEntity entity, Runnable hangUp)
            throws IOException {
        var content = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        try (var stream = entity.getContent()) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                if (content.size() + read > call.maxBytes()) {
                    hangUp.run(); // or closing the stream would read it to its end
                    throw new PlatformException(
                            FailureCode.INVALID_DATA,
                            "the answer is longer than %d bytes; 'maxBytes' allows more"
                                    .formatted(call.maxBytes()));
                }
                content.write(buffer, 0, read);
            }
        }
        return content.toByteArray();
    }

    @Override
    public void destroy() throws IOException {
        client.close();
    }
}
