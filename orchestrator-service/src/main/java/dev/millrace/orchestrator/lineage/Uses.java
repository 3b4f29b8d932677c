package dev.millrace.orchestrator.lineage;

import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.lineage.Artifact.Kind;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What an attempt read and made, as its request and its outputs tell. */
record Uses(Set<Artifact> in, Set<Artifact> out) {

    /** User and password before the host, and whatever may sign the address behind it. */
    private static final Pattern SECRET_PARTS = Pattern.compile("(?<=://)[^/?#]*@|[?#].*$");

    static Uses of(StepType type, JsonNode request, JsonNode outputs) {
        var uses = new Uses(new LinkedHashSet<>(), new LinkedHashSet<>());
        switch (type) {
            case INGEST -> {
                uses.source(request.path("source"));
                uses.made(Kind.DATASET, outputs.path("reference"));
            }
            case PROFILE -> {
                // As the service found it; the request may say "latest".
                uses.read(Kind.DATASET, first(outputs.path("dataset"), request.path("dataset")));
                uses.made(Kind.PROFILE, outputs.path("profile"));
            }
            case PREPARE -> {
                first(outputs.path("inputs"), request.path("inputs"))
                        .forEach(input -> uses.read(Kind.DATASET, input));
                uses.made(Kind.PREPARED, outputs.path("preparedData"));
            }
            case TRAIN -> {
                uses.read(Kind.PREPARED, request.path("preparedData"));
                uses.read(
                        Kind.MODEL,
                        first(outputs.path("parent"), request.path("fineTune").path("from")));
                uses.made(Kind.MODEL, outputs.path("modelVersion"));
            }
            case CROSS_VALIDATE -> {
                uses.training(request.path("training"));
                uses.made(Kind.CROSS_VALIDATION, outputs.path("crossValidation"));
            }
            case TUNE -> {
                uses.training(request.path("base"));
                uses.made(Kind.STUDY, outputs.path("study"));
                uses.made(Kind.MODEL, outputs.path("modelVersion"));
            }
            case AUTOML -> {
                uses.training(request);
                uses.made(Kind.AUTOML, outputs.path("automl"));
                uses.made(Kind.MODEL, outputs.path("modelVersion"));
            }
            case DEPLOY -> {
                uses.read(Kind.MODEL, first(outputs.path("modelVersion"), request.path("model")));
                uses.made(Kind.ENDPOINT, outputs.path("endpoint"));
            }
            default -> {} // reads and makes nothing that has a name
        }
        return uses;
    }

    private void training(JsonNode request) {
        read(Kind.PREPARED, request.path("preparedData"));
        read(Kind.MODEL, request.path("fineTune").path("from"));
    }

    private void source(JsonNode source) {
        if (source.isString()) {
            var plain = SECRET_PARTS.matcher(source.asString()).replaceAll("");
            in.add(new Artifact(Kind.SOURCE, plain));
        }
    }

    private void read(Kind kind, JsonNode name) {
        add(in, kind, name);
    }

    private void made(Kind kind, JsonNode name) {
        add(out, kind, name);
    }

    private static void add(Set<Artifact> to, Kind kind, JsonNode name) {
        if (name.isString() && !name.asString().isBlank()) {
            to.add(new Artifact(kind, name.asString()));
        }
    }

    private static JsonNode first(JsonNode one, JsonNode other) {
        return one.isMissingNode() || one.isNull() ? other : one;
    }
}
