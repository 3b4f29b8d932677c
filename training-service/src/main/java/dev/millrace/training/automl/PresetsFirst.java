package dev.millrace.training.automl;

import dev.millrace.contracts.training.Search;
import dev.millrace.training.search.Candidate;
import dev.millrace.training.search.Next;
import dev.millrace.training.search.Space;
import dev.millrace.training.search.Strategies;
import dev.millrace.training.search.Strategy;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Tries every preset as it is, and then tunes the one that did best. */
final class PresetsFirst implements Strategy {

    private static final Search TUNING = new Search.Tpe(5);

    private final List<Prospect> prospects;

    PresetsFirst(List<Prospect> prospects) {
        this.prospects = prospects;
    }

    @Override
    public Next next(List<Candidate> trials, boolean mayBegin, RandomGenerator random) {
        if (trials.size() < prospects.size()) {
            var prospect = prospects.get(trials.size());
            return mayBegin
                    ? new Next.Begin(named(prospect, Map.of()), prospect.request().epochs())
                    : Strategy.idle(trials);
        }
        var presets = trials.subList(0, prospects.size()).stream().map(Candidate::tried).toList();
        if (presets.stream().anyMatch(tried -> tried.loss() == null)) {
            return Strategy.idle(trials);
        }
        var best =
                presets.stream()
                        .min(
                                Comparator.comparingDouble(
                                        tried -> Objects.requireNonNull(tried.loss())))
                        .orElseThrow();
        return Double.isInfinite(Objects.requireNonNull(best.loss()))
                ? Strategy.idle(trials)
                : tune(prospects.get(presets.indexOf(best)), trials, mayBegin, random);
    }

    private Next tune(
            Prospect prospect, List<Candidate> trials, boolean mayBegin, RandomGenerator random) {
        var tuned =
                trials.subList(prospects.size(), trials.size()).stream()
                        .map(PresetsFirst::withoutName)
                        .toList();
        int epochs = prospect.request().epochs();
        var next =
                Strategies.of(TUNING, Space.of(prospect.space()), epochs)
                        .next(tuned, mayBegin, random);
        return next instanceof Next.Begin(var point, int _)
                ? new Next.Begin(named(prospect, point), epochs)
                : next;
    }

    private static Map<String, Object> named(Prospect prospect, Map<String, Object> point) {
        var named = new LinkedHashMap<String, Object>();
        named.put(AutoMlCheck.PRESET, prospect.name());
        named.putAll(point);
        return named;
    }

    private static Candidate withoutName(Candidate trial) {
        var point = new LinkedHashMap<>(trial.point());
        point.remove(AutoMlCheck.PRESET);
        return new Candidate(
                trial.number(), point, trial.losses(), trial.underWay(), trial.ended());
    }
}
