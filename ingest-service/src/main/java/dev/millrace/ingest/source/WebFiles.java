package dev.millrace.ingest.source;

import static dev.millrace.contracts.failure.FailureCode.INVALID_REQUEST;
import static dev.millrace.contracts.failure.FailureCode.SERVICE_UNAVAILABLE;
import static dev.millrace.contracts.failure.FailureCode.SOURCE_NOT_FOUND;
import static dev.millrace.contracts.failure.FailureCode.SOURCE_REFUSED;
import static dev.millrace.contracts.failure.FailureCode.TIMED_OUT;

import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Files on web servers. Redirects are followed by hand, so that each target is checked. */
@Component
class WebFiles implements SourceKind, AutoCloseable {

    private final SourceSettings.Http settings;
    private final AddressRules addresses;
    private final HttpClient client;
    private final StallWatch watch;

    @Autowired
    WebFiles(SourceSettings settings) {
        this(
                settings.http(),
                settings.allowPrivateAddresses() ? AddressRules.none() : AddressRules.publicOnly());
    }

    WebFiles(SourceSettings.Http settings, AddressRules addresses) {
        this.settings = settings;
        this.addresses = addresses;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        // A proxy would resolve the name itself, past the address rules.
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
        this.watch = new StallWatch(settings.stallTimeout());
    }

    @Override
    public boolean handles(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    @Override
    public List<SourceFile> find(String source) {
        return List.of(new WebFile(source, checked(source)));
    }

    private SourceFile.Opened open(URI source) {
        URI at = source;
        for (int hops = 0; hops <= settings.maxRedirects(); hops++) {
            addresses.check(at);
            var response = get(at);
            if (!isRedirect(response.statusCode())) {
                return opened(at, response);
            }
            at = target(at, response);
        }
        throw new PlatformException(
                SOURCE_NOT_FOUND,
                "%s redirects more than %d times.".formatted(source, settings.maxRedirects()));
    }

    private HttpResponse<InputStream> get(URI uri) {
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(settings.answerTimeout())
                        .header("Accept", "text/csv, */*")
                        .header("Accept-Encoding", "identity")
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            throw new PlatformException(TIMED_OUT, uri + " did not answer in time.", late);
        } catch (IOException broken) {
            throw new PlatformException(
                    SERVICE_UNAVAILABLE, "%s does not answer: %s".formatted(uri, broken), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    SERVICE_UNAVAILABLE, "Reading " + uri + " was stopped.", stopped);
        }
    }

    private SourceFile.Opened opened(URI uri, HttpResponse<InputStream> response) {
        if (response.statusCode() == 200) {
            OptionalLong bytes = response.headers().firstValueAsLong("Content-Length");
            return new SourceFile.Opened(
                    watch.guard(response.body(), uri.toString()),
                    bytes.isPresent() ? bytes.getAsLong() : null);
        }
        close(response);
        String sentence = "%s answers %d.".formatted(uri, response.statusCode());
        throw switch (response.statusCode()) {
            case 401, 403 -> new PlatformException(SOURCE_REFUSED, sentence);
            case 429, 500, 502, 503, 504 -> new PlatformException(SERVICE_UNAVAILABLE, sentence);
            default -> new PlatformException(SOURCE_NOT_FOUND, sentence);
        };
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI target(URI from, HttpResponse<InputStream> response) {
        close(response);
        var location =
                response.headers()
                        .firstValue("Location")
                        .orElseThrow(() ->
                                new PlatformException(
                                        SOURCE_NOT_FOUND, from + " redirects to nowhere."));
        URI target = checked(from.resolve(parsed(location)).toString());
        if (from.getScheme().equals("https") && target.getScheme().equals("http")) {
            throw new PlatformException(
                    SOURCE_REFUSED, from + " redirects from https to http, to " + target + ".");
        }
        return target;
    }

    private static URI checked(String text) {
        URI uri = parsed(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new PlatformException(SOURCE_REFUSED, text + " is not an http(s) URL of a host.");
        }
        if (uri.getUserInfo() != null) {
            throw new PlatformException(
                    SOURCE_REFUSED,
                    "A URL with a password in it is refused: the catalogue would show it.");
        }
        return uri;
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new PlatformException(
                    INVALID_REQUEST,
                    "\"%s\" is not a URL: %s".formatted(text, malformed.getMessage()));
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException ignored) {
            // The answer is not wanted; how its connection ends does not matter.
        }
    }

    @Override
    public void close() {
        watch.close();
        client.shutdownNow();
    }

    private final class WebFile implements SourceFile {

        private final String name;
        private final URI uri;

        WebFile(String name, URI uri) {
            this.name = name;
            this.uri = uri;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Opened open() {
            return WebFiles.this.open(uri);
        }
    }
}
