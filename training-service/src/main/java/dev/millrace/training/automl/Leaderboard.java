package dev.millrace.training.automl;

import dev.millrace.contracts.training.AutoMl.Entry;
import dev.millrace.contracts.training.AutoMl.Kind;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.training.study.Board;
import dev.millrace.training.study.Goal;
import dev.millrace.training.study.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All models, best first by the validation part. Of two that are as good, a baseline comes first:
 * it is the simpler one.
 */
record Leaderboard(Goal goal, List<Entry> entries) {

    /**
     * @param modelVersion of the best network, once it is registered
     */
    static Leaderboard of(
            Goal goal,
            List<Baseline> baselines,
            List<TrialRow> trials,
            @Nullable String modelVersion) {
        var entries = new ArrayList<Entry>();
        baselines.forEach(baseline -> entries.add(entry(goal, baseline)));
        var best = Board.best(trials, goal);
        trials.forEach(trial -> entries.add(entry(trial, trial == best ? modelVersion : null)));
        entries.sort(
                Comparator.comparingDouble(entry ->
                        entry.validation() == null
                                ? Double.POSITIVE_INFINITY
                                : goal.loss(entry.validation())));
        return new Leaderboard(goal, entries);
    }

    private static Entry entry(Goal goal, Baseline baseline) {
        return new Entry(
                baseline.kind().text(),
                Kind.BASELINE,
                goal.value(baseline.metrics(), "validation"),
                goal.value(baseline.metrics(), "test"),
                baseline.seconds(),
                Map.of(),
                null,
                baseline.skipped());
    }

    private static Entry entry(TrialRow trial, @Nullable String modelVersion) {
        return new Entry(
                name(trial),
                Kind.NETWORK,
                trial.value(),
                trial.progress().test(),
                trial.progress().seconds(),
                trial.params(),
                modelVersion,
                trial.reason());
    }

    private static String name(TrialRow trial) {
        var preset = String.valueOf(trial.params().get(AutoMlCheck.PRESET));
        return trial.params().size() == 1
                ? preset
                : "%s, trial %d".formatted(preset, trial.number());
    }

    boolean baselineWins() {
        return entries.getFirst().kind() == Kind.BASELINE;
    }

    /** Who leads, by what; null before there is a network that was measured. */
    @Nullable String verdict() {
        var network = best(Kind.NETWORK).orElse(null);
        if (network == null) {
            return null;
        }
        var baseline = best(Kind.BASELINE).orElse(null);
        if (baseline == null) {
            return "%s is the best network; there is no baseline to compare it with."
                    .formatted(told(network));
        }
        return baselineWins()
                ? "A baseline wins: %s, and no network is better; the best is %s. A network does not pay here so far."
                        .formatted(told(baseline), told(network))
                : "A network wins: %s; the best baseline is %s."
                        .formatted(told(network), told(baseline));
    }

    private Optional<Entry> best(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.validation() != null)
                .findFirst();
    }

    private String told(Entry entry) {
        return "%s has a validation %s of %.5g"
                .formatted(entry.name(), goal.metric(), Objects.requireNonNull(entry.validation()));
    }
}
