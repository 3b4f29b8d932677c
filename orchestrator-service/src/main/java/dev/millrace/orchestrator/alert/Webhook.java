package dev.millrace.orchestrator.alert;

import dev.millrace.orchestrator.task.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Posts documents to one address, signed. */
final class Webhook {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final URI address;
    private final @Nullable String secret;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    Webhook(URI address, @Nullable String secret, Clock clock) {
        this.address = address;
        this.secret = secret;
        this.clock = clock;
    }

    /** Throws unless the other side says that it has it. */
    void send(byte[] body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        if (secret != null) {
            request.header(Signature.HEADER, Signature.of(body, secret, clock.instant()));
        }
        int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status < 200 || status > 299) {
            throw new IOException("it answered with status " + status);
        }
    }
}
