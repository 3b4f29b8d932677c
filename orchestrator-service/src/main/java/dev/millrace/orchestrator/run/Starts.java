package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Starts runs; the same idempotency key and request again find the first one. */
@Component
class Starts {

    private static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Pipelines pipelines;
    private final Instance instance;
    private final TransactionTemplate transactions;

    Starts(
            JdbcClient jdbc,
            JsonMapper json,
            Pipelines pipelines,
            Instance instance,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.pipelines = pipelines;
        this.instance = instance;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** A run, and what to do next if it is new. */
    record Started(UUID run, @Nullable HeldRun held, List<String> ready) {}

    Started start(@Nullable String key, StartRun request, String principal) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "an Idempotency-Key has 1 to %d characters".formatted(LONGEST_KEY));
        }
        var hash = hash(request);
        var first = key == null ? Optional.<UUID>empty() : first(key, hash);
        if (first.isPresent()) {
            return new Started(first.get(), null, List.of());
        }
        var version = request.version() == null ? "latest" : request.version().toString();
        int number = pipelines.number(request.pipeline(), version);
        var plan = new Plan(pipelines.definition(request.pipeline(), number));
        var defaults = pipelines.definition(request.pipeline(), number).parameters();
        var held =
                new HeldRun(
                        UUID.randomUUID(),
                        1,
                        plan,
                        parameters(defaults, request.parameters()),
                        principal);
        boolean isNew =
                Boolean.TRUE.equals(
                        transactions.execute(
                                status -> insert(held, request.pipeline(), number, key, hash)));
        if (!isNew) { // the same key was used at this very moment
            return new Started(first(key == null ? "" : key, hash).orElseThrow(), null, List.of());
        }
        return new Started(held.id(), held, ready(plan));
    }

    private static List<String> ready(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.needs().isEmpty())
                .map(StepDefinition::name)
                .toList();
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

    private boolean insert(
            HeldRun run, String pipeline, int version, @Nullable String key, String hash) {
        int inserted =
                jdbc.sql(
                                """
                                insert into run (id, pipeline, version, state, parameters, owner,
                                                 unfinished, idempotency_key, request_hash,
                                                 started_by, started_at)
                                values (:id, :pipeline, :version, 'RUNNING',
                                        cast(:parameters as json), :owner, :unfinished, :key,
                                        :hash, :principal, database_now())
                                on conflict (idempotency_key) do nothing
                                """)
                        .param("id", run.id())
                        .param("pipeline", pipeline)
                        .param("version", version)
                        .param("parameters", json.writeValueAsString(run.parameters()))
                        .param("owner", instance.id())
                        .param("unfinished", run.plan().steps().size())
                        .param("key", key)
                        .param("hash", hash)
                        .param("principal", run.startedBy())
                        .update();
        if (inserted == 0) {
            return false;
        }
        insertSteps(run);
        var transaction = RunTransaction.of(jdbc, json, run, instance.id());
        transaction.event(
                null,
                0,
                "run-started",
                "version %d of pipeline '%s' started".formatted(version, pipeline),
                run.startedBy(),
                Map.of("parameters", run.parameters()));
        transaction.finish(null);
        return true;
    }

    private void insertSteps(HeldRun run) {
        var steps = List.copyOf(run.plan().steps());
        jdbc.sql(
                        """
                        insert into step (run, name, position, type, state, unmet)
                        select :run, s.name, s.position, s.type,
                               case when s.unmet = 0 then :ready else :waiting end, s.unmet
                          from unnest(:names, :types, :unmet) with ordinality
                               as s (name, type, unmet, position)
                        """)
                .param("run", run.id())
                .param("ready", StepState.READY.name())
                .param("waiting", StepState.WAITING.name())
                .param("names", steps.stream().map(StepDefinition::name).toArray(String[]::new))
                .param(
                        "types",
                        steps.stream().map(step -> step.type().toString()).toArray(String[]::new))
                .param(
                        "unmet",
                        steps.stream().map(step -> step.needs().size()).toArray(Integer[]::new))
                .update();
    }

    /** Defaults overridden by what was given; every mistake is told. */
    private static Map<String, @Nullable Object> parameters(
            Map<String, @Nullable Object> defaults, @Nullable Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(defaults);
        var mistakes = new ArrayList<Mistake>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (!defaults.containsKey(name)) {
                    mistakes.add(
                            Mistake.in(
                                    "parameters." + name,
                                    "unknown parameter '%s'; the pipeline has %s"
                                            .formatted(name, listed(defaults))));
                }
                parameters.put(name, value);
            });
        }
        parameters.forEach((name, value) -> {
            if (value == null && defaults.containsKey(name)) {
                mistakes.add(
                        Mistake.in(
                                "parameters." + name,
                                "the parameter '%s' has no default and must be given"
                                        .formatted(name)));
            }
        });
        if (!mistakes.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "the run's parameters are wrong: " + mistakes.getFirst().message(),
                    mistakes);
        }
        return parameters;
    }

    private static String listed(Map<String, ?> parameters) {
        return parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet());
    }

    /** Independent of the order in which the parameters are written. */
    private String hash(StartRun request) {
        var parameters =
                request.parameters() == null
                        ? Map.<String, @Nullable Object>of()
                        : new TreeMap<>(request.parameters());
        var canonical = new StartRun(request.pipeline(), request.version(), parameters);
        try {
            var bytes = json.writeValueAsString(canonical).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
