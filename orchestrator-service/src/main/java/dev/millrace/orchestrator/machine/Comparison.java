package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same figure of several candidates, once per repetition such as a seed or a split.
 *
 * @param figures by candidate, in the order of the repetitions; equally many for each
 * @param higher whether a higher figure is better
 */
record Comparison(Map<String, List<Double>> figures, boolean higher) {

    /** Reads a step's body in which references have become values. */
    static Comparison of(Map<?, ?> body) {
        var figures = new LinkedHashMap<String, List<Double>>();
        ((Map<?, ?>) Objects.requireNonNull(body.get("of")))
                .forEach((name, values) ->
                        figures.put(
                                name.toString(),
                                ((List<?>) values).stream().map(Comparison::number).toList()));
        return new Comparison(figures, "higher".equals(body.get("better")));
    }

    private static Double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new PlatformException(
                FailureCode.INVALID_PIPELINE, "compares %s, which is no number".formatted(value));
    }

    /**
     * The candidate with the best mean, all means, and how often each was better than all others.
     */
    Map<String, Object> outputs() {
        var means = new LinkedHashMap<String, Double>();
        var wins = new LinkedHashMap<String, Integer>();
        figures.forEach((name, values) -> {
            means.put(
                    name, values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
            wins.put(name, wins(name, values));
        });
        var best =
                means.entrySet().stream()
                        .reduce((one, other) ->
                                isBetter(other.getValue(), one.getValue()) ? other : one)
                        .orElseThrow()
                        .getKey();
        return Map.of("best", best, "means", means, "wins", wins);
    }

    private int wins(String name, List<Double> values) {
        int wins = 0;
        for (int i = 0; i < values.size(); i++) {
            int repetition = i;
            boolean won =
                    figures.entrySet().stream()
                            .filter(other -> !other.getKey().equals(name))
                            .allMatch(other ->
                                    isBetter(
                                            values.get(repetition),
                                            other.getValue().get(repetition)));
            wins += won ? 1 : 0;
        }
        return wins;
    }

    private boolean isBetter(double one, double other) {
        return higher ? one > other : one < other;
    }
}
