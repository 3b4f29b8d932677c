package dev.millrace.training.card;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Paragraph;
import dev.millrace.training.card.Block.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a version is and where it comes from. */
@Component
class OriginSections {

    private static final List<String> FACT = List.of("fact", "value");

    private final JsonMapper json;

    OriginSections(JsonMapper json) {
        this.json = json;
    }

    List<Block> identity(Evidence found) {
        var version = found.version();
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Paragraph(
                        version.description().isEmpty()
                                ? "Nobody has described this version yet."
                                : version.description()));
        var facts = new LinkedHashMap<String, String>();
        facts.put("version", version.reference());
        facts.put("aliases", orNone(String.join(", ", version.aliases())));
        version.tags().forEach((key, value) -> facts.put("tag " + key, value));
        facts.put("trained at", version.createdAt().toString());
        facts.put("asked for by", version.createdBy());
        facts.put("location", version.location());
        facts.put("SHA-256 of the weights", version.weightsHash());
        blocks.add(facts(facts));
        return blocks;
    }

    List<Block> data(Evidence found) {
        var version = found.version();
        var facts = new LinkedHashMap<String, String>();
        version.lineage().forEach((key, value) -> facts.put(key, text(value)));
        if (found.data() != null) {
            describe(found.data(), facts);
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("Data"));
        if (found.data() == null) {
            blocks.add(
                    new Paragraph(
                            "The prepared data cannot be shown: it is gone, or prep-service is away."));
        }
        blocks.add(facts(facts));
        blocks.add(rows(version, found.data()));
        return blocks;
    }

    List<Block> network(Evidence found) {
        var request = found.version().request();
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("Network and training"));
        var rows = new ArrayList<List<String>>();
        var layers = requireNonNullElse(request.layers(), List.<Layer>of());
        for (int index = 0; index < layers.size(); index++) {
            rows.add(List.of(Integer.toString(index), text(layers.get(index))));
        }
        if (rows.isEmpty()) {
            blocks.add(
                    new Paragraph(
                            request.preset() == null
                                    ? "No hidden layers: a linear model."
                                    : "From the preset " + text(request.preset()) + "."));
        } else {
            blocks.add(new Table(List.of("layer", "description"), rows));
        }
        blocks.add(facts(training(found.version(), request)));
        return blocks;
    }

    List<Block> environment(Evidence found) {
        var facts = new LinkedHashMap<>(found.version().environment());
        var run = found.run();
        if (run != null && run.cost() != null) {
            facts.put("wall seconds", Numbers.text(run.cost().wallSeconds()));
            facts.put("device seconds", Numbers.text(run.cost().deviceSeconds()));
        }
        return List.of(new Heading("Environment"), facts(facts));
    }

    private Map<String, String> training(ModelVersion version, TrainRequest request) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("loss", request.loss() == null ? "the usual one" : text(request.loss()));
        facts.put("optimizer", text(request.optimizer()));
        facts.put("schedule", text(request.schedule()));
        facts.put("batch size", request.batchSize().toString());
        facts.put("early stopping", text(request.earlyStopping()));
        facts.put("seed", request.seed().toString());
        facts.put(
                "epochs",
                "%d of at most %d; the weights are those of epoch %d"
                        .formatted(version.epochs(), request.epochs(), version.bestEpoch()));
        return facts;
    }

    private void describe(PreparedData data, Map<String, String> facts) {
        var target = data.target();
        facts.put(
                "target",
                target.column() == null
                        ? "none: it learned what is usual"
                        : target.column() + ", " + text(target.kind()));
        if (data.classes() != null) {
            facts.put("classes", String.join(", ", data.classes()));
        }
        facts.put("features", Integer.toString(data.featureNames().size()));
        facts.put("feature names", shortened(data.featureNames()));
    }

    /** Rows by part; for classes also how many of each, as the confusions count them. */
    private static Table rows(ModelVersion version, @Nullable PreparedData data) {
        var header = new ArrayList<>(List.of("part", "rows"));
        var classes = data == null ? null : data.classes();
        var rows = new ArrayList<List<String>>();
        version.metrics()
                .forEach((part, metrics) -> {
                    var row = new ArrayList<>(List.of(part, Long.toString(metrics.rows())));
                    var confusion = metrics.confusion();
                    if (classes != null && confusion != null) {
                        confusion.forEach(truth ->
                                row.add(
                                        Long.toString(
                                                truth.stream().mapToLong(Long::longValue).sum())));
                    }
                    rows.add(row);
                });
        if (classes != null && !rows.isEmpty() && rows.getFirst().size() == 2 + classes.size()) {
            classes.forEach(name -> header.add("of class " + name));
        }
        return new Table(header, rows);
    }

    private static String shortened(List<String> names) {
        int most = 40;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most))
                        + ", and "
                        + (names.size() - most)
                        + " more";
    }

    private static Table facts(Map<String, String> facts) {
        return new Table(
                FACT,
                facts.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    /** A value as JSON without its outer quotes. */
    private String text(Object value) {
        var node = json.valueToTree(value);
        return node instanceof tools.jackson.databind.node.StringNode text
                ? text.stringValue()
                : node.toString();
    }
}
