package dev.millrace.orchestrator.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.job.Code;
import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobEvent;
import dev.millrace.contracts.job.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that speaks the job contract over real HTTP: one job per key, callbacks, and every kind
 * of bad day. Tests say what happens to the job of a step and attempt.
 */
final class StandInService {

    /** What a job does: ends at once, is held until released, fails, and so on. */
    sealed interface Behaviour {
        record Succeed(Map<String, Object> result) implements Behaviour {}

        record Fail(FailureCode code) implements Behaviour {}

        /** Runs until the test ends it. */
        record Hold() implements Behaviour {}

        /** Refuses the POST. */
        record Refuse(FailureCode code) implements Behaviour {}

        /** Calls back before it answers the POST. */
        record CallBackFirst(Map<String, Object> result) implements Behaviour {}

        /** Ignores being cancelled. */
        record Stubborn() implements Behaviour {}
    }

    /** A POST that arrived. */
    record Posted(String path, String key, String body, Map<String, String> headers) {}

    /** The prepared data that it knows; and one model version. */
    static final UUID DATA = UUID.randomUUID();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Object> PREPARED = new LinkedHashMap<>();
    private static final Map<String, Object> MODEL = new LinkedHashMap<>();

    static {
        PREPARED.put("id", DATA);
        PREPARED.put("trainRows", 1);
        PREPARED.put("validationRows", 1);
        PREPARED.put("testRows", 1);
        MODEL.put("model", "m");
        MODEL.put("number", 1);
        MODEL.put("epochs", 3);
        MODEL.put("bestEpoch", 3);
    }

    final List<Posted> posts = new CopyOnWriteArrayList<>();
    final Map<String, UUID> jobOfKey = new ConcurrentHashMap<>();

    /** Paths of what was made and is there no more. */
    final Set<String> gone = ConcurrentHashMap.newKeySet();

    /** What it says of its code; null to say nothing. */
    volatile String code = "v1";

    private final Map<UUID, Job> jobs = new ConcurrentHashMap<>();
    private final Map<UUID, String> callbacks = new ConcurrentHashMap<>();
    private final Map<UUID, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Function<String, Behaviour> script = key -> new Behaviour.Succeed(Map.of());
    private volatile HttpServer server;
    private volatile boolean callsBack = true;
    private final int port;

    StandInService() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What the job of that key ({@code run:step:attempt}) will do. */
    void script(Function<String, Behaviour> script) {
        this.script = script;
    }

    /** As after a test: no jobs, prompt success, callbacks. */
    void reset() {
        script = key -> new Behaviour.Succeed(Map.of());
        callsBack = true;
        code = "v1";
        gone.clear();
        posts.clear();
    }

    void loseCallbacks() {
        callsBack = false;
    }

    void goDown() {
        server.stop(0);
    }

    void comeBack() {
        server = listen(port);
    }

    void forgetJobs() {
        jobs.clear();
    }

    long posts(UUID run, String step, int attempt) {
        var key = "%s:%s:%d".formatted(run, step, attempt);
        return posts.stream().filter(post -> post.key().equals(key)).count();
    }

    UUID job(UUID run, String step, int attempt) {
        return jobOfKey.get("%s:%s:%d".formatted(run, step, attempt));
    }

    Job find(UUID id) {
        return jobs.get(id);
    }

    void progress(UUID id, double progress, String message) {
        jobs.computeIfPresent(
                id, (key, job) -> with(job, JobState.RUNNING, progress, message, null, null));
    }

    void succeed(UUID id, Map<String, Object> result) {
        end(id, JobState.SUCCEEDED, result, null);
    }

    void fail(UUID id, FailureCode code) {
        end(id, JobState.FAILED, null, new Failure(code, "failed as told"));
    }

    private void end(UUID id, JobState state, Map<String, Object> result, Failure failure) {
        jobs.computeIfPresent(
                id,
                (key, job) ->
                        job.state().isTerminal()
                                ? job
                                : with(job, state, 1, "done", result, failure));
        if (callsBack && callbacks.get(id) != null) {
            callBack(callbacks.get(id));
        }
    }

    int callBack(String url) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .POST(HttpRequest.BodyPublishers.ofString("{}"));
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1; // the orchestrator is gone; a real service shrugs, too
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String callback(UUID id) {
        return callbacks.get(id);
    }

    private HttpServer listen(int at) {
        try {
            var started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", this::handle);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.startsWith("/v1/jobs/")) {
                job(exchange, path.substring("/v1/jobs/".length()));
            } else if (exchange.getRequestMethod().equals("GET")) {
                show(exchange, path);
            } else {
                submit(exchange, path);
            }
        }
    }

    private void show(HttpExchange exchange, String path) throws IOException {
        if (gone.contains(path) || path.equals("/v1/code") && code == null) {
            refuse(exchange, FailureCode.MODEL_NOT_FOUND);
        } else if (path.equals("/v1/code")) {
            answer(exchange, 200, new Code(code));
        } else if (path.startsWith("/v1/prepared-data/")) {
            answer(exchange, 200, PREPARED);
        } else {
            answer(exchange, 200, MODEL);
        }
    }

    private void job(HttpExchange exchange, String rest) throws IOException {
        var id = UUID.fromString(rest.split("/")[0]);
        if (!jobs.containsKey(id)) {
            refuse(exchange, FailureCode.JOB_NOT_FOUND);
        } else if (rest.endsWith("/cancel")) {
            if (!(behaviours.get(id) instanceof Behaviour.Stubborn)) {
                end(id, JobState.CANCELLED, null, null);
            }
            answer(exchange, 200, jobs.get(id));
        } else if (rest.endsWith("/history")) {
            answer(
                    exchange,
                    200,
                    List.of(new JobEvent(1, Instant.EPOCH, "log", Map.of("line", "hello"))));
        } else {
            answer(exchange, 200, jobs.get(id));
        }
    }

    private void submit(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getRequestHeaders();
        var key = headers.getFirst(Headers.IDEMPOTENCY_KEY);
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posts.add(
                new Posted(
                        path,
                        key,
                        body,
                        Map.of(
                                "run", String.valueOf(headers.getFirst(Headers.RUN)),
                                "step", String.valueOf(headers.getFirst(Headers.STEP)),
                                "principal", String.valueOf(headers.getFirst(Headers.PRINCIPAL)))));
        var behaviour = script.apply(key);
        if (behaviour instanceof Behaviour.Refuse refusal) {
            refuse(exchange, refusal.code());
            return;
        }
        boolean[] isNew = new boolean[1];
        var id =
                jobOfKey.computeIfAbsent(
                        key,
                        first -> {
                            isNew[0] = true;
                            return UUID.randomUUID();
                        });
        if (isNew[0]) {
            jobs.put(id, started(id));
            behaviours.put(id, behaviour);
            callbacks.put(id, headers.getFirst(Headers.CALLBACK_URL));
        }
        if (isNew[0] && behaviour instanceof Behaviour.CallBackFirst first) {
            succeed(id, first.result());
        }
        answer(exchange, 202, jobs.getOrDefault(id, started(id)));
        if (isNew[0] && behaviour instanceof Behaviour.Succeed success) {
            succeed(id, success.result());
        } else if (isNew[0] && behaviour instanceof Behaviour.Fail failure) {
            fail(id, failure.code());
        }
    }

    private static Job started(UUID id) {
        return new Job(
                id,
                "stand-in",
                JobState.RUNNING,
                1,
                0,
                "working",
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    private static Job with(
            Job job,
            JobState state,
            double progress,
            String message,
            Map<String, Object> result,
            Failure failure) {
        return new Job(
                job.id(),
                job.kind(),
                state,
                job.attempt(),
                progress,
                message,
                result,
                failure,
                job.createdAt(),
                job.startedAt(),
                state.isTerminal() ? Instant.EPOCH : null);
    }

    private static void refuse(HttpExchange exchange, FailureCode code) throws IOException {
        answer(
                exchange,
                code.status(),
                Map.of(
                        "status", code.status(),
                        "code", code.name(),
                        "detail", "refused as told",
                        "mistakes", List.of()));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
