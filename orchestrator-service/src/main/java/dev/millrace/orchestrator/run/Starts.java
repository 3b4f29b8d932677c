package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts runs; the same idempotency key and request again find the first one. */
@Component
public class Starts {

    private static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Pipelines pipelines;
    private final RunLoop loop;
    private final Room room;
    private final DatabaseTime time;

    Starts(
            JdbcClient jdbc,
            JsonMapper json,
            Pipelines pipelines,
            RunLoop loop,
            Room room,
            DatabaseTime time) {
        this.jdbc = jdbc;
        this.json = json;
        this.pipelines = pipelines;
        this.loop = loop;
        this.room = room;
        this.time = time;
    }

    /** A run, and whether this request started it. */
    public record Started(UUID run, boolean isNew) {}

    /** The step whose run is to be started, and what of the run it belongs to holds for it. */
    record Parent(UUID run, String step, int priority, boolean reuse) {}

    public Started start(@Nullable String key, StartRun request, String principal) {
        return start(key, request, principal, null);
    }

    Started start(
            @Nullable String key, StartRun request, String principal, @Nullable Parent parent) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "an Idempotency-Key has 1 to %d characters".formatted(LONGEST_KEY));
        }
        var hash = hash(request);
        var first = key == null ? Optional.<UUID>empty() : first(key, hash);
        return first.map(run -> new Started(run, false))
                .orElseGet(() -> startNew(key, request, hash, principal, parent));
    }

    /** Refuses what {@link #start} would refuse, and starts nothing. */
    public void check(StartRun request) {
        var version = request.version() == null ? "latest" : request.version().toString();
        var definition =
                pipelines.definition(
                        request.pipeline(), pipelines.number(request.pipeline(), version));
        ParameterValues.of(definition, request.parameters()).orRefused();
    }

    private Started startNew(
            @Nullable String key,
            StartRun request,
            String hash,
            String principal,
            @Nullable Parent parent) {
        if (parent == null) {
            room.orRefused();
        }
        var version = request.version() == null ? "latest" : request.version().toString();
        int number = pipelines.number(request.pipeline(), version);
        var definition = pipelines.definition(request.pipeline(), number);
        var parameters = ParameterValues.of(definition, request.parameters()).orRefused();
        var run =
                new NewRun(
                        RunIds.next(time.now()),
                        request.pipeline(),
                        number,
                        parameters,
                        key,
                        hash,
                        principal,
                        parent == null
                                ? Objects.requireNonNullElse(request.priority(), 0)
                                : parent.priority(),
                        parent == null ? null : parent.run(),
                        parent == null ? null : parent.step(),
                        !Boolean.FALSE.equals(request.reuse())
                                && (parent == null || parent.reuse()));
        var machine =
                new RunMachine(
                        definition,
                        parameters,
                        HeldRuns.facts(
                                run.id(), request.pipeline(), number, principal, time.now()));
        var written =
                loop.hold(
                        new HeldRun(
                                run.id(), 1, principal, run.parentRun(), run.reuse(), machine, run),
                        (told, now) -> told.begin(principal, begun(run), now));
        try {
            Waiting.on(written);
            return new Started(run.id(), true);
        } catch (TakenOver sameKey) { // used at this very moment
            return new Started(first(key == null ? "" : key, hash).orElseThrow(), false);
        }
    }

    private static Map<String, Object> begun(NewRun run) {
        return run.reuse()
                ? Map.of("version", run.version(), "parameters", run.parameters())
                : Map.of("version", run.version(), "parameters", run.parameters(), "reuse", false);
    }

    private Optional<UUID> first(String key, String hash) {
        record First(UUID id, String requestHash) {}
        return jdbc.sql("select id, request_hash from run where idempotency_key = :key")
                .param("key", key)
                .query(First.class)
                .optional()
                .map(first -> {
                    if (!first.requestHash().equals(hash)) {
                        throw new PlatformException(
                                FailureCode.IDEMPOTENCY_KEY_REUSED,
                                "the key '%s' started run %s with another request; use a new key"
                                        .formatted(key, first.id()));
                    }
                    return first.id();
                });
    }

    /** Independent of the order in which the parameters are written. */
    private String hash(StartRun request) {
        var parameters =
                request.parameters() == null
                        ? Map.<String, @Nullable Object>of()
                        : new TreeMap<>(request.parameters());
        var canonical =
                new StartRun(
                        request.pipeline(),
                        request.version(),
                        parameters,
                        request.priority(),
                        request.reuse());
        try {
            var bytes = json.writeValueAsString(canonical).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
