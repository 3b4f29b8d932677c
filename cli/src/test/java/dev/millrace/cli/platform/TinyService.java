package dev.millrace.cli.platform;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Stands where a service's jar would: answers the readiness question on the port it is told. */
public final class TinyService {

    private TinyService() {}

    public static void main(String[] arguments) throws Exception {
        var settings = System.getenv("SPRING_APPLICATION_JSON");
        var port = Pattern.compile("\"server.port\"\\s*:\\s*(\\d+)").matcher(settings);
        if (!port.find()) {
            throw new IllegalStateException("no server.port in " + settings);
        }
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
        var server = HttpServer.create(address, 0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }
}
