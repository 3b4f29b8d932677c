package dev.millrace.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFilesTest {

    private static final String CSV = "a\n1\n";
    // Stands for "public addresses only" on a machine that has no public address to offer.
    private static final AddressRules LOOPBACK_IS_PUBLIC =
            new AddressRules(List.of(Network.parse("127.0.0.2/32")));

    /** However slow the machine, what is not about waiting must not end in a time-out. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(300);

    private final CountDownLatch testEnded = new CountDownLatch(1);

    private HttpServer server;
    private WebFiles web;
    private String base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/data.csv", exchange -> answer(exchange, 200, CSV));
        server.start();
        web = patientFor(LONG, LONG);
    }

    @AfterEach
    void stop() {
        testEnded.countDown();
        web.close();
        server.stop(0);
    }

    @Test
    void readsAFileAndKnowsItsSize() throws IOException {
        var opened = open("/data.csv");

        assertThat(opened.bytes()).isEqualTo(4);
        assertThat(new String(opened.stream().readAllBytes(), UTF_8)).isEqualTo(CSV);
    }

    @Test
    void followsRedirectsRelativeOnesToo() throws IOException {
        redirect("/one", "/two");
        redirect("/two", base + "/data.csv");

        assertThat(new String(open("/one").stream().readAllBytes(), UTF_8)).isEqualTo(CSV);
    }

    @Test
    void checksTheAddressOfEveryRedirect() {
        redirect("/one", "http://127.0.0.2:1/data.csv");

        var refused = failure("/one");

        assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(refused).hasMessageContaining("127.0.0.2");
    }

    @Test
    void refusesRedirectsToOtherSchemesAndWithoutEnd() {
        redirect("/file", "file:///etc/passwd");
        redirect("/round", "/round");

        assertThat(failure("/file").code()).isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(failure("/round")).hasMessageContaining("more than 3 times");
    }

    @Test
    void refusesAUrlWithAPassword() {
        var refused =
                catchThrowableOfType(
                        PlatformException.class, () -> web.find("http://u:p@127.0.0.1/x"));

        assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "404, SOURCE_NOT_FOUND",
        "410, SOURCE_NOT_FOUND",
        "403, SOURCE_REFUSED",
        "429, SERVICE_UNAVAILABLE",
        "503, SERVICE_UNAVAILABLE"
    })
    void saysWhetherAskingAgainMayHelp(int status, FailureCode expected) {
        server.createContext("/bad", exchange -> answer(exchange, status, "no"));

        assertThat(failure("/bad").code()).isEqualTo(expected);
    }

    @Test
    void doesNotWaitForEverForAnAnswer() {
        web.close();
        web = patientFor(SHORT, LONG);
        server.createContext("/late", exchange -> waitForTheTestsEnd());

        assertThat(failure("/late").code()).isEqualTo(FailureCode.TIMED_OUT);
    }

    @Test
    void doesNotWaitForEverForTheRestOfABody() throws IOException {
        server.createContext(
                "/stalls",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write("a\n".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    waitForTheTestsEnd();
                });
        web.close();
        web = patientFor(LONG, SHORT);
        var stream = open("/stalls").stream();

        var failure = catchThrowableOfType(PlatformException.class, () -> stream.readAllBytes());

        assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
    }

    @Test
    void saysThatNobodyAnswers() {
        server.stop(0);

        assertThat(failure("/data.csv").code()).isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
    }

    private static WebFiles patientFor(Duration answer, Duration stall) {
        return new WebFiles(new SourceSettings.Http(LONG, answer, stall, 3), LOOPBACK_IS_PUBLIC);
    }

    private SourceFile.Opened open(String path) throws IOException {
        return web.find(base + path).getFirst().open();
    }

    private PlatformException failure(String path) {
        return catchThrowableOfType(PlatformException.class, () -> open(path));
    }

    private void redirect(String from, String to) {
        server.createContext(
                from,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", to);
                    answer(exchange, 302, "");
                });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void waitForTheTestsEnd() {
        try {
            testEnded.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
