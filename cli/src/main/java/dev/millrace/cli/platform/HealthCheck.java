package dev.millrace.cli.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** Asks a part on loopback whether it answers. Empty: it does; otherwise what it said. */
final class HealthCheck {

    private static final int TIMEOUT_MILLIS = 3000;

    private HealthCheck() {}

    static Optional<String> ofHttp(int port, String path) {
        try {
            var url = URI.create("http://127.0.0.1:" + port + path).toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            var status = connection.getResponseCode();
            connection.disconnect();
            return status == 200 ? Optional.empty() : Optional.of("answers with status " + status);
        } catch (IOException e) {
            return Optional.of("does not answer: " + e.getMessage());
        }
    }

    static Optional<String> ofTcp(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("does not accept connections: " + e.getMessage());
        }
    }
}
