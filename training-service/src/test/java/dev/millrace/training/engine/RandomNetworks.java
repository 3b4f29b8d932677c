package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Networks that fit together by construction, with shapes counted independently. */
final class RandomNetworks {

    private static final int MOST_LAYERS = 5;

    private final SplittableRandom random;
    private List<Integer> shape;

    /** A network, and how many numbers its last layer gives. */
    record Made(Network network, int width) {}

    private RandomNetworks(long seed, int inputs) {
        random = new SplittableRandom(seed);
        shape = List.of(inputs);
    }

    static Made of(long seed) {
        int inputs = 12 + 4 * (int) (seed % 4);
        var made = new RandomNetworks(seed, inputs);
        var layers = made.vector(2);
        var features = IntStream.range(0, inputs).mapToObj(index -> "f" + index).toList();
        return new Made(
                new Network(features, layers, new Output.Multiclass(3)), made.shape.getFirst());
    }

    /** Layers that end with a vector. */
    private List<Layer> vector(int depth) {
        var layers = new ArrayList<Layer>();
        int count = random.nextInt(MOST_LAYERS + 1);
        for (int index = 0; index < count; index++) {
            layers.add(
                    switch (shape.size()) {
                        case 1 -> ofVector(depth);
                        case 2 -> ofSequence();
                        default -> ofImage();
                    });
        }
        if (shape.size() > 1 || layers.isEmpty()) {
            layers.add(new Layer.Flatten());
            shape = List.of(shape.stream().reduce(1, (one, other) -> one * other));
        }
        return layers;
    }

    private Layer ofVector(int depth) {
        int size = shape.getFirst();
        switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> {
                return new Layer.BatchNorm(null, null);
            }
            case 1 -> {
                return new Layer.LayerNorm(null);
            }
            case 2 -> {
                return new Layer.Activate(pick(Activation.values()));
            }
            case 3 -> {
                return size % 2 == 0 ? reshape(size / 2, 2) : dense();
            }
            case 4 -> {
                return size % 4 == 0 ? reshape(2, size / 4, 2) : dense();
            }
            case 7 -> {
                return branches(depth);
            }
            case 8 -> {
                return new Layer.Residual(vector(depth - 1), null);
            }
            default -> {
                return dense();
            }
        }
    }

    private Layer branches(int depth) {
        var before = shape;
        var branches = new ArrayList<Branch>();
        int width = 0;
        for (int index = 0; index < 2; index++) {
            shape = before;
            branches.add(new Branch(null, vector(depth - 1)));
            width += shape.getFirst();
        }
        shape = List.of(width);
        return new Layer.Branches(branches, null);
    }

    private Layer ofSequence() {
        return switch (random.nextInt(6)) {
            case 0 -> conv1d();
            case 1 -> pool();
            case 2 -> globalPool();
            case 3 -> {
                boolean all = recurrent();
                yield new Layer.Lstm(shape.getLast(), all, null, null, null, null);
            }
            case 4 -> {
                boolean all = recurrent();
                yield new Layer.Gru(shape.getLast(), all, null, null, null, null);
            }
            default -> dense();
        };
    }

    private Layer ofImage() {
        return switch (random.nextInt(4)) {
            case 0 -> conv2d();
            case 1 -> pool();
            case 2 -> globalPool();
            default -> dense();
        };
    }

    private Layer conv1d() {
        var window = window();
        return new Layer.Conv1d(
                window.filters,
                window.size,
                window.stride,
                window.padding,
                null,
                null,
                null,
                null,
                null);
    }

    private Layer conv2d() {
        var window = window();
        return new Layer.Conv2d(
                window.filters,
                window.size,
                window.stride,
                window.padding,
                null,
                null,
                null,
                null,
                null);
    }

    private record Window(int filters, int size, int stride, Padding padding) {}

    private Window window() {
        int shortest = shape.subList(0, shape.size() - 1).stream().min(Integer::compare).get();
        var window =
                new Window(
                        1 + random.nextInt(4),
                        1 + random.nextInt(Math.min(3, shortest)),
                        1 + random.nextInt(2),
                        pick(Padding.values()));
        var after = new ArrayList<Integer>();
        for (int length : shape.subList(0, shape.size() - 1)) {
            int reach = window.padding == Padding.SAME ? length : length - window.size + 1;
            after.add((int) Math.ceil(reach / (double) window.stride));
        }
        after.add(window.filters);
        shape = after;
        return window;
    }

    private Layer pool() {
        int shortest = shape.subList(0, shape.size() - 1).stream().min(Integer::compare).get();
        int size = Math.min(2, shortest);
        var after = new ArrayList<Integer>();
        shape.subList(0, shape.size() - 1).forEach(length -> after.add(length / size));
        after.add(shape.getLast());
        shape = after;
        return new Layer.Pool(pick(Pooling.values()), size, null);
    }

    private Layer globalPool() {
        shape = List.of(shape.getLast());
        return new Layer.GlobalPool(pick(Pooling.values()));
    }

    private boolean recurrent() {
        boolean all = random.nextBoolean();
        int units = 1 + random.nextInt(4);
        shape = all ? List.of(shape.getFirst(), units) : List.of(units);
        return all;
    }

    private Layer dense() {
        var after = new ArrayList<>(shape);
        after.set(after.size() - 1, 1 + random.nextInt(6));
        shape = after;
        return Layer.Dense.of(after.getLast(), pick(Activation.values()));
    }

    private Layer reshape(Integer... to) {
        shape = List.of(to);
        return new Layer.Reshape(shape);
    }

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
