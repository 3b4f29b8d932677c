package dev.millrace.training.plan;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.training.engine.Output;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the numbers of every layer; whether layers fit each other is seen later, by shapes. */
final class LayerCheck {

    private static final int MOST_UNITS = 16_384;
    private static final int MOST_WINDOW = 1024;
    private static final int MOST_CATEGORIES = 10_000_000;
    private static final int MOST_LAYERS = 1000;
    private static final int MOST_DEPTH = 8;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final Mistakes mistakes;
    private int count;

    LayerCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Every layer of a network. */
    void network(List<? extends @Nullable Layer> layers) {
        layers("layers", layers, 1);
        mistakes.require(
                count <= MOST_LAYERS,
                "layers",
                "may be at most %d, those within counted; there are %d"
                        .formatted(MOST_LAYERS, count));
    }

    private void layers(String field, List<? extends @Nullable Layer> layers, int depth) {
        if (mistakes.require(
                depth <= MOST_DEPTH,
                field,
                "is %d layers deep; at most %d may lie within each other"
                        .formatted(depth, MOST_DEPTH))) {
            count += layers.size();
            for (int index = 0; index < layers.size(); index++) {
                layer("%s[%d]".formatted(field, index), layers.get(index), depth);
            }
        }
    }

    private void layer(String field, @Nullable Layer layer, int depth) {
        if (layer == null) {
            mistakes.add(field, "must be a layer, such as {\"type\": \"dense\"}");
            return;
        }
        name(field + ".name", layer.name());
        switch (layer) {
            case Layer.Dense dense -> {
                mistakes.within(field + ".units", dense.units(), 1, MOST_UNITS);
                penalties(field, dense.l1(), dense.l2());
            }
            case Layer.Dropout(double rate) -> mistakes.share(field + ".rate", rate);
            case Layer.BatchNorm norm -> mistakes.share(field + ".momentum", norm.momentum());
            case Layer.Activate(@Nullable Activation activation) ->
                    mistakes.require(activation != null, field + ".activation", "is missing");
            case Layer.Embedding embedding -> embedding(field, embedding);
            case Layer.Reshape(var shape) -> reshape(field + ".shape", shape);
            case Layer.Conv1d conv -> {
                windows(field, "kernel", conv.kernel(), conv.stride());
                mistakes.within(field + ".filters", conv.filters(), 1, MOST_UNITS);
                penalties(field, conv.l1(), conv.l2());
            }
            case Layer.Conv2d conv -> {
                windows(field, "kernel", conv.kernel(), conv.stride());
                mistakes.within(field + ".filters", conv.filters(), 1, MOST_UNITS);
                penalties(field, conv.l1(), conv.l2());
            }
            case Layer.Pool pool -> windows(field, "size", pool.size(), pool.stride());
            case Layer.Lstm lstm -> {
                mistakes.within(field + ".units", lstm.units(), 1, MOST_UNITS);
                penalties(field, lstm.l1(), lstm.l2());
            }
            case Layer.Gru gru -> {
                mistakes.within(field + ".units", gru.units(), 1, MOST_UNITS);
                penalties(field, gru.l1(), gru.l2());
            }
            case Layer.Residual residual -> residual(field + ".layers", residual, depth);
            case Layer.Branches(var branches, _) -> branches(field + ".branches", branches, depth);
            case Layer.LayerNorm _, Layer.Flatten _, Layer.GlobalPool _ -> {}
        }
    }

    private void name(String field, @Nullable String name) {
        if (name != null) {
            mistakes.require(
                    NAME.matcher(name).matches(),
                    field,
                    "must be 1 to 63 letters, digits, dots, dashes or underscores, starting with a letter or digit");
            mistakes.require(
                    !name.equals(Output.NAME), field, "must differ from that of the output layer");
        }
    }

    private void penalties(String field, Double l1, Double l2) {
        mistakes.atLeastZero(field + ".l1", l1);
        mistakes.atLeastZero(field + ".l2", l2);
    }

    private void windows(String field, String name, int size, int stride) {
        mistakes.within(field + "." + name, size, 1, MOST_WINDOW);
        mistakes.within(field + ".stride", stride, 1, MOST_WINDOW);
    }

    private void embedding(String field, Layer.Embedding embedding) {
        if (embedding.dimensions() != null) {
            mistakes.within(field + ".dimensions", embedding.dimensions(), 1, MOST_UNITS);
        }
        mistakes.atLeastZero(field + ".l2", embedding.l2());
        List<? extends @Nullable Integer> vocabulary = embedding.vocabulary();
        for (int index = 0; vocabulary != null && index < vocabulary.size(); index++) {
            positive(
                    "%s.vocabulary[%d]".formatted(field, index),
                    vocabulary.get(index),
                    MOST_CATEGORIES);
        }
        mistakes.require(
                vocabulary == null || !vocabulary.isEmpty(),
                field + ".vocabulary",
                "has no numbers; leave it out for what the transform learned");
    }

    private void reshape(String field, List<? extends @Nullable Integer> shape) {
        mistakes.require(
                !shape.isEmpty() && shape.size() <= 3,
                field,
                "must have one to three dimensions; it has " + shape.size());
        for (int index = 0; index < shape.size(); index++) {
            positive("%s[%d]".formatted(field, index), shape.get(index), Integer.MAX_VALUE);
        }
    }

    private void positive(String field, @Nullable Integer number, int most) {
        mistakes.require(
                number != null && number >= 1 && number <= most,
                field,
                "must be 1 to %d; it is %s".formatted(most, number));
    }

    private void residual(String field, Layer.Residual residual, int depth) {
        mistakes.require(!residual.layers().isEmpty(), field, "needs at least one layer");
        layers(field, residual.layers(), depth + 1);
    }

    private void branches(String field, List<? extends @Nullable Branch> branches, int depth) {
        mistakes.require(!branches.isEmpty(), field, "needs at least one branch");
        for (int index = 0; index < branches.size(); index++) {
            var branch = branches.get(index);
            var place = "%s[%d]".formatted(field, index);
            if (mistakes.require(
                    branch != null, place, "must be a branch, such as {\"layers\": []}")) {
                features(place + ".features", branch.features());
                layers(place + ".layers", branch.layers(), depth + 1);
            }
        }
    }

    private void features(String field, @Nullable List<? extends @Nullable String> features) {
        for (int index = 0; features != null && index < features.size(); index++) {
            mistakes.require(
                    features.get(index) != null,
                    "%s[%d]".formatted(field, index),
                    "must be a feature or a column");
        }
    }
}
