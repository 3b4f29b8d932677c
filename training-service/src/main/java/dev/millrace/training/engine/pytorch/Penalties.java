package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.pytorch.Variables.Views;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** l1 sum|W| + l2 sum W² over all kernels at once: one factor by weight, 0 for most. */
final class Penalties {

    private final List<Term> terms;

    private record Penalty(double l1, double l2) {

        static final Penalty NONE = new Penalty(0, 0);
    }

    private record Term(boolean learned, @Nullable NDArray l1, @Nullable NDArray l2) {}

    Penalties(NDManager manager, List<Part> parts, Variables variables) {
        var byLayer = new HashMap<String, Penalty>();
        parts.stream()
                .flatMap(part -> part.all().stream())
                .forEach(part -> byLayer.put(part.name(), penalty(part.layer())));
        terms =
                List.of(
                        term(true, manager, variables.learned(), byLayer),
                        term(false, manager, variables.fixed(), byLayer));
    }

    /** The loss with all penalties. */
    NDArray addTo(NDArray loss, Views views) {
        for (var term : terms) {
            var weights = term.learned() ? views.learned() : views.fixed();
            if (term.l1() != null) {
                loss = loss.add(weights.abs().mul(term.l1()).sum());
            }
            if (term.l2() != null) {
                loss = loss.add(weights.square().mul(term.l2()).sum());
            }
        }
        return loss;
    }

    private static Penalty penalty(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense -> new Penalty(dense.l1(), dense.l2());
            case Layer.Conv1d conv -> new Penalty(conv.l1(), conv.l2());
            case Layer.Conv2d conv -> new Penalty(conv.l1(), conv.l2());
            case Layer.Lstm lstm -> new Penalty(lstm.l1(), lstm.l2());
            case Layer.Gru gru -> new Penalty(gru.l1(), gru.l2());
            case Layer.Embedding embedding -> new Penalty(0, embedding.l2());
            case Layer.Dropout _,
                    Layer.BatchNorm _,
                    Layer.LayerNorm _,
                    Layer.Activate _,
                    Layer.Reshape _,
                    Layer.Flatten _,
                    Layer.Pool _,
                    Layer.GlobalPool _,
                    Layer.Residual _,
                    Layer.Branches _ ->
                    Penalty.NONE;
        };
    }

    private static Term term(
            boolean learned, NDManager manager, Flat flat, Map<String, Penalty> byLayer) {
        var l1 = new float[flat.size()];
        var l2 = new float[flat.size()];
        boolean any1 = false;
        boolean any2 = false;
        int from = 0;
        for (var shape : flat.shapes()) {
            int to = from + Math.toIntExact(shape.size());
            var penalty = byLayer.getOrDefault(shape.layer(), Penalty.NONE);
            if (shape.role().isKernel()) {
                Arrays.fill(l1, from, to, (float) penalty.l1());
                Arrays.fill(l2, from, to, (float) penalty.l2());
                any1 |= penalty.l1() > 0;
                any2 |= penalty.l2() > 0;
            }
            from = to;
        }
        return new Term(
                learned, any1 ? manager.create(l1) : null, any2 ? manager.create(l2) : null);
    }
}
