package dev.millrace.inference;

import dev.millrace.transform.TargetSpec.Kind;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast one-row predictions are over loopback HTTP. Not part of the suite; run it with {@code
 * -Dtest=ServingBenchmark}, and read its output file.
 */
class ServingBenchmark extends InferenceTest {

    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 20_000;

    @Test
    void measuresLatencyAndThroughput() throws Exception {
        var model = new TrainedModel("bench", 1, Kind.BINARY).register(store, TRAINING);
        deployed(http(), "bench", "bench@1");
        String row = JsonMapper.builder().build().writeValueAsString(model.golden.getFirst().row());
        byte[] request = request("{\"rows\": [" + row + "]}");

        measure(16, WARM_UP, request);
        report(1, REQUESTS, request);
        report(16, 4 * REQUESTS, request);
        report(64, 4 * REQUESTS, request);
        String rows = String.join(", ", java.util.Collections.nCopies(1000, row));
        report(1, 500, request("{\"rows\": [" + rows + "]}"));
    }

    private void report(int connections, int requests, byte[] request) throws Exception {
        long began = System.nanoTime();
        long[] nanos = measure(connections, requests, request);
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "BENCH %d connections, %d bytes: %.0f requests/s, p50 %.0f us, p99 %.0f us%n",
                connections,
                request.length,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3);
    }

    private long[] measure(int connections, int requests, byte[] request) throws Exception {
        try (var clients = Executors.newFixedThreadPool(connections)) {
            Callable<long[]> client = () -> ask(requests / connections, request);
            var all =
                    clients.invokeAll(
                            IntStream.range(0, connections).mapToObj(i -> client).toList());
            var nanos = LongStream.builder();
            for (var each : all) {
                Arrays.stream(each.get()).forEach(nanos);
            }
            return nanos.build().toArray();
        }
    }

    private long[] ask(int requests, byte[] request) throws IOException {
        var nanos = new long[requests];
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            for (int i = 0; i < requests; i++) {
                long began = System.nanoTime();
                socket.getOutputStream().write(request);
                readAnswer(in);
                nanos[i] = System.nanoTime() - began;
            }
        }
        return nanos;
    }

    private byte[] request(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/endpoints/bench/predictions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(bytes.length);
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
        }
        if (!status.contains(" 200")) {
            throw new AssertionError(status);
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return;
        }
        for (int chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
            in.skipNBytes(chunk + 2);
        }
        line(in);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the service closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
