package dev.millrace.endtoend;

import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Where the seven ports of a platform begin. */
final class PortBase {

    static final int USUAL = 8080;

    private PortBase() {}

    /** The usual one if all of its ports are free, otherwise another. */
    static int free() {
        return firstFree(Stream.concat(Stream.of(USUAL), random()));
    }

    /** Never the usual one, which somebody else may be about to take. */
    static int unusual() {
        return firstFree(random());
    }

    private static Stream<Integer> random() {
        return ThreadLocalRandom.current().ints(20_000, 32_000).boxed().limit(100);
    }

    private static int firstFree(Stream<Integer> bases) {
        return bases.filter(PortBase::isFree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There are no seven free ports in a row"));
    }

    /** A single free port. */
    static int one() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int base) {
        return Arrays.stream(Part.values()).allMatch(part -> Ports.isFree(part.port(base)));
    }
}
