package dev.millrace.training.engine;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Padding;
import dev.millrace.training.engine.Part.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the place, the name and the shapes of every layer; refuses the first that does not fit. */
final class Anatomy {

    private final List<String> features;
    private final Set<String> names = new HashSet<>();

    Anatomy(List<String> features) {
        this.features = features;
    }

    List<Part> of(List<Layer> layers) {
        return parts(layers, "layers", "", Signal.of(features.size()), true);
    }

    private List<Part> parts(
            List<Layer> layers, String where, String prefix, Signal in, boolean first) {
        var parts = new ArrayList<Part>();
        var signal = in;
        for (int index = 0; index < layers.size(); index++) {
            var place = "%s[%d]".formatted(where, index);
            var part = part(layers.get(index), place, prefix + index, signal, first && index == 0);
            require(
                    !part.out().isTooLarge(),
                    place,
                    "gives %s, more numbers than an array can hold".formatted(part.out()));
            parts.add(part);
            signal = part.out();
        }
        return parts;
    }

    private Part part(Layer layer, String place, String position, Signal in, boolean first) {
        var given = layer.name();
        var name = given == null ? position : given;
        if (!names.add(name)) {
            throw InvalidLayer.at(
                    place, "has the name %s, which another layer has".formatted(name));
        }
        return switch (layer) {
            case Layer.Residual residual -> residual(residual, name, place, position, in);
            case Layer.Branches branches -> branches(branches, name, place, position, in, first);
            default -> new Part(name, layer, in, after(layer, place, in), List.of());
        };
    }

    private Part residual(
            Layer.Residual layer, String name, String place, String position, Signal in) {
        var inner = parts(layer.layers(), place + ".layers", position + ".", in, false);
        var out = inner.isEmpty() ? in : inner.getLast().out();
        if (!out.withLast(1).equals(in.withLast(1))) {
            throw InvalidLayer.at(
                    place,
                    "adds %s to its input %s; only the last dimension may differ"
                            .formatted(out, in));
        }
        return new Part(name, layer, in, out, List.of(new Way(List.of(), inner, out)));
    }

    private Part branches(
            Layer.Branches layer,
            String name,
            String place,
            String position,
            Signal in,
            boolean first) {
        require(!layer.branches().isEmpty(), place, "needs at least one branch");
        var ways = new ArrayList<Way>();
        for (int index = 0; index < layer.branches().size(); index++) {
            var where = "%s.branches[%d]".formatted(place, index);
            var prefix = "%s.%d.".formatted(position, index);
            ways.add(way(layer.branches().get(index), where, prefix, in, first));
        }
        var one = ways.getFirst().out();
        int last = 0;
        for (int index = 0; index < ways.size(); index++) {
            var out = ways.get(index).out();
            require(
                    out.withLast(1).equals(one.withLast(1)),
                    "%s.branches[%d]".formatted(place, index),
                    "gives %s, but the first branch %s; only the last dimension may differ"
                            .formatted(out, one));
            last = Math.addExact(last, out.last());
        }
        return new Part(name, layer, in, one.withLast(last), ways);
    }

    private Way way(Branch branch, String where, String prefix, Signal in, boolean first) {
        var wanted = branch.features();
        require(
                wanted == null || first,
                where + ".features",
                "may be given only where the signal still is the features");
        var columns = columns(wanted, where + ".features");
        var signal = wanted == null ? in : Signal.of(columns.size());
        boolean all = first && wanted == null;
        var inner = parts(branch.layers(), where + ".layers", prefix, signal, all);
        return new Way(columns, inner, inner.isEmpty() ? signal : inner.getLast().out());
    }

    private List<Integer> columns(@Nullable List<String> wanted, String place) {
        if (wanted == null) {
            return List.of();
        }
        require(!wanted.isEmpty(), place, "names no feature");
        var columns = new ArrayList<Integer>();
        for (var name : wanted) {
            int index = features.indexOf(name);
            require(
                    index >= 0,
                    place,
                    "names the feature %s, which the data does not have".formatted(name));
            columns.add(index);
        }
        return columns;
    }

    private static Signal after(Layer layer, String place, Signal in) {
        return switch (layer) {
            case Layer.Dense dense -> in.withLast(dense.units());
            case Layer.Dropout _, Layer.BatchNorm _, Layer.LayerNorm _, Layer.Activate _ -> in;
            case Layer.Embedding embedding -> embedded(embedding, place, in);
            case Layer.Reshape reshape -> reshaped(reshape, place, in);
            case Layer.Flatten _ -> Signal.of(in.size());
            case Layer.Conv1d conv -> {
                requireRank(in, 2, place, "a sequence [length, channels]");
                yield windows(in, conv.kernel(), conv.stride(), conv.padding(), place)
                        .withLast(conv.filters());
            }
            case Layer.Conv2d conv -> {
                requireRank(in, 3, place, "an image [height, width, channels]");
                yield windows(in, conv.kernel(), conv.stride(), conv.padding(), place)
                        .withLast(conv.filters());
            }
            case Layer.Pool pool -> {
                require(in.rank() > 1, place, "pools a sequence or an image, not " + in);
                yield windows(in, pool.size(), pool.stride(), Padding.VALID, place);
            }
            case Layer.GlobalPool _ -> {
                require(in.rank() > 1, place, "pools a sequence or an image, not " + in);
                yield Signal.of(in.last());
            }
            case Layer.Lstm lstm -> recurrent(in, lstm.units(), lstm.sequences(), place);
            case Layer.Gru gru -> recurrent(in, gru.units(), gru.sequences(), place);
            case Layer.Residual _, Layer.Branches _ ->
                    throw new IllegalArgumentException("layers within need a place of their own");
        };
    }

    private static Signal embedded(Layer.Embedding layer, String place, Signal in) {
        requireRank(in, 1, place, "category indices [n]");
        var vocabulary = layer.vocabulary();
        if (vocabulary == null) {
            throw InvalidLayer.at(
                    place + ".vocabulary",
                    "is missing, and the features are not from an ordinal operation that would tell it");
        }
        int tables = layer.shared() ? 1 : in.last();
        require(
                vocabulary.size() == tables,
                place + ".vocabulary",
                "has %d numbers for %d tables".formatted(vocabulary.size(), tables));
        return layer.shared()
                ? Signal.of(in.last(), layer.dimensionsOf(vocabulary.getFirst()))
                : Signal.of(vocabulary.stream().mapToInt(layer::dimensionsOf).sum());
    }

    private static Signal reshaped(Layer.Reshape layer, String place, Signal in) {
        var out = new Signal(layer.shape());
        require(
                out.rank() >= 1 && out.rank() <= 3 && layer.shape().stream().allMatch(n -> n > 0),
                place + ".shape",
                "must have one to three dimensions above 0");
        require(
                !out.isTooLarge() && out.size() == in.size(),
                place + ".shape",
                "%s does not hold the %d numbers of the input %s".formatted(out, in.size(), in));
        return out;
    }

    private static Signal windows(Signal in, int size, int stride, Padding padding, String place) {
        var out = new ArrayList<Integer>();
        for (int length : in.dimensions().subList(0, in.rank() - 1)) {
            int count =
                    switch (padding) {
                        case SAME -> (length + stride - 1) / stride;
                        case VALID -> length < size ? 0 : (length - size) / stride + 1;
                    };
            require(count > 0, place, "has windows of %d, but the input is %s".formatted(size, in));
            out.add(count);
        }
        out.add(in.last());
        return new Signal(out);
    }

    private static Signal recurrent(Signal in, int units, boolean sequences, String place) {
        requireRank(in, 2, place, "a sequence [length, channels]");
        return sequences ? in.withLast(units) : Signal.of(units);
    }

    private static void requireRank(Signal in, int rank, String place, String wanted) {
        require(
                in.rank() == rank,
                place,
                "takes %s, but its input is %s; a reshape before it may help"
                        .formatted(wanted, in));
    }

    private static void require(boolean right, String place, String message) {
        if (!right) {
            throw InvalidLayer.at(place, message);
        }
    }
}
