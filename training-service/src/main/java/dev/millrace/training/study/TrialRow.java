package dev.millrace.training.study;

import dev.millrace.contracts.training.Study.State;
import dev.millrace.contracts.training.Study.Trial;
import dev.millrace.training.search.Candidate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as it is stored.
 *
 * @param underWay the epochs that it is on its way to; null while it rests
 * @param values the metric by the epochs after which it was looked at
 * @param progress how far its fit has come
 */
public record TrialRow(
        int number,
        State state,
        Map<String, Object> params,
        @Nullable Integer underWay,
        SortedMap<Integer, Double> values,
        Progress progress,
        @Nullable String reason) {

    public TrialRow {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * @param ended whether more epochs would change nothing
     * @param test the metric of the test part, which decides nothing; null if it was not measured
     */
    public record Progress(
            int epochs, int bestEpoch, double seconds, boolean ended, @Nullable Double test) {}

    static TrialRow begin(int number, Map<String, Object> params, int epochs) {
        return new TrialRow(
                number,
                State.RUNNING,
                params,
                epochs,
                Collections.emptySortedMap(),
                new Progress(0, 0, 0, false, null),
                null);
    }

    TrialRow promote(int epochs) {
        return new TrialRow(number, State.RUNNING, params, epochs, values, progress, null);
    }

    TrialRow measured(double value, Progress reached) {
        var more = new TreeMap<>(values);
        if (underWay != null) {
            more.put(underWay, value);
        }
        return new TrialRow(
                number,
                reached.ended() ? State.COMPLETED : State.PAUSED,
                params,
                null,
                more,
                reached,
                null);
    }

    TrialRow failed(String why) {
        var ended =
                new Progress(
                        progress.epochs(), progress.bestEpoch(), progress.seconds(), true, null);
        return new TrialRow(number, State.FAILED, params, underWay, values, ended, why);
    }

    TrialRow pruned(String why) {
        return new TrialRow(number, State.PRUNED, params, null, values, progress, why);
    }

    /** The metric after the most epochs; null before it was measured. */
    public @Nullable Double value() {
        return values.isEmpty() ? null : values.get(values.lastKey());
    }

    /** What an event tells of it. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("number", number);
        facts.put("state", state);
        facts.put("params", params);
        facts.put("epochs", progress.epochs());
        facts.put("seconds", progress.seconds());
        var value = value();
        if (value != null) {
            facts.put("value", value);
        }
        return facts;
    }

    Candidate candidate(Goal goal) {
        var losses = new TreeMap<Integer, Double>();
        values.forEach((epochs, value) -> losses.put(epochs, goal.loss(value)));
        if (state == State.FAILED) {
            losses.put(underWay == null ? 1 : underWay, Double.POSITIVE_INFINITY);
        }
        boolean ended = progress.ended();
        return new Candidate(number, params, losses, ended ? null : underWay, ended);
    }

    Trial shown() {
        return new Trial(
                number,
                state,
                params,
                value(),
                values,
                progress.epochs(),
                progress.bestEpoch(),
                progress.seconds(),
                reason);
    }
}
