package dev.millrace.cli.draft;

import dev.millrace.cli.platform.Json;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.Profile.ColumnProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A commented pipeline that runs as it is, and is meant to be changed. */
public final class PipelineDraft {

    private static final int SMALL = 5_000;

    private final String name;
    private final String data;
    private final Profile profile;
    private final Question question;
    private final Map<ColumnProfile, Treatment> treatments = new LinkedHashMap<>();

    /**
     * @param name of the pipeline, and of the dataset, model and endpoint in it
     * @param data path of the data, as the pipeline's folder sees it
     */
    public PipelineDraft(String name, String data, Profile profile, String target) {
        this.name = name;
        this.data = data;
        this.profile = profile;
        this.question = Question.of(profile, target);
        profile.columns().stream()
                .filter(column -> !column.name().equals(target))
                .forEach(column -> treatments.put(column, Treatment.of(column)));
    }

    /** How the target is understood: binary, multiclass or regression. */
    public String kind() {
        return question.kind().name().toLowerCase(Locale.ROOT);
    }

    /** How many columns become features. */
    public long features() {
        return treatments.values().stream()
                .filter(treatment -> !(treatment instanceof Treatment.LeftOut))
                .count();
    }

    public String yaml() {
        return """
        # Written by millrace init from %1$d rows of %2$s. It runs as it is; change what you know better.
        # Run it with: millrace run THIS_FILE --wait
        pipeline: %3$s

        # A run may give other values: --param data=other.csv --param seed=7
        parameters:
          data: %2$s
          seed: 42

        steps:
          ingest:
            type: ingest
            dataset: %3$s
            source: "${parameters.data}"

          # What the columns look like; nothing below depends on it.
          profile:
            type: profile
            dataset: "${steps.ingest.reference}"
            target: %4$s

          prepare:
            type: prepare
            inputs:
              data: "${steps.ingest.reference}"
            recipe:
              # Rows can be computed, joined and filtered here, in Spark SQL:
              # sql: select *, a - b as difference from data where a is not null
              split: {type: %5$s, test: 0.2, validation: 0.16, seed: "${parameters.seed}"}
              # %6$s, since %7$s.
              target: {column: %4$s, kind: %8$s}
              features:
        %9$s
          train:
            type: train
            model: %3$s
            preparedData: "${steps.prepare.preparedData}"
            layers:
        %10$s
            optimizer: {type: adam, learningRate: 0.003}
            epochs: 200
            batchSize: %11$d
            earlyStopping: {patience: 20}
            seed: "${parameters.seed}"

          # A model that fails this comparison is not deployed.
          good-enough:
            type: condition
            # %12$s
            require: "%13$s"

          deploy:
            type: deploy
            needs: [good-enough]
            endpoint: %3$s
            model: "${steps.train.modelVersion}"
        """
                .formatted(
                        profile.rows(),
                        quoted(data),
                        name,
                        quoted(question.target().name()),
                        question.isRegression() ? "random" : "stratified",
                        sentence(kind()),
                        question.reason(),
                        kind(),
                        featureLines(),
                        layerLines(),
                        profile.rows() < SMALL ? 32 : 256,
                        gateReason(),
                        gate());
    }

    private String featureLines() {
        var lines = new StringBuilder();
        addGroup(lines, new Treatment.Number(false), "{type: standard}");
        addGroup(
                lines,
                new Treatment.Number(true),
                "{type: impute, strategy: median}, {type: standard}");
        addGroup(
                lines,
                new Treatment.Category(false),
                "{type: one-hot, unknown: ignore, nulls: error}");
        addGroup(
                lines,
                new Treatment.Category(true),
                "{type: one-hot, unknown: ignore, nulls: category}");
        treatments.forEach((column, treatment) -> {
            if (treatment instanceof Treatment.LeftOut left) {
                lines.append(
                        "        # Left out: %s %s.%n"
                                .formatted(quoted(column.name()), left.reason()));
            }
        });
        return lines.toString();
    }

    private void addGroup(StringBuilder lines, Treatment treatment, String operations) {
        var columns =
                treatments.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(treatment))
                        .map(entry -> quoted(entry.getKey().name()))
                        .toList();
        if (!columns.isEmpty()) {
            lines.append(
                    "        - columns: [%s]%n          operations: [%s]%n"
                            .formatted(String.join(", ", columns), operations));
        }
    }

    private String layerLines() {
        var units = profile.rows() < SMALL ? List.of(16, 8) : List.of(64, 32);
        return units.stream()
                .map("      - {type: dense, units: %d, activation: relu, l2: 0.001}"::formatted)
                .collect(Collectors.joining("\n      - {type: dropout, rate: 0.2}\n"));
    }

    private String gate() {
        return question.isRegression()
                ? "${steps.train.metrics.r2} > 0"
                : String.format(
                        Locale.ROOT,
                        "${steps.train.metrics.accuracy} >= %.3f",
                        question.majorityShare());
    }

    private String gateReason() {
        return question.isRegression()
                ? "0 is what always answering with the mean would reach."
                : "What always answering with the most frequent class would reach.";
    }

    private static String sentence(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** A JSON text is also a YAML text. */
    private static String quoted(String text) {
        return Json.STRICT.writeValueAsString(text);
    }
}
