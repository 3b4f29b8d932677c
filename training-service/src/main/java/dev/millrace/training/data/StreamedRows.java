package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.fit.Batches;
import dev.millrace.training.fit.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One part of the data, read anew in each pass. A pass in random order takes the row groups in
 * random order and mixes their rows in a {@link ShuffleBuffer}; what comes out depends on the
 * random numbers and the data alone, never on who was faster.
 */
final class StreamedRows implements RowSource {

    private final String name;
    private final List<RowGroup> groups;
    private final RowLayout layout;
    private final long size;
    private final long bytes;

    /**
     * @param name for messages
     * @param size that the part should have
     * @param bytes of memory that a pass may take for rows
     */
    StreamedRows(String name, List<RowGroup> groups, RowLayout layout, long size, long bytes) {
        this.name = name;
        this.groups = List.copyOf(groups);
        this.layout = layout;
        this.size = size;
        this.bytes = bytes;
    }

    @Override
    public int width() {
        return layout.width();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Batches shuffled(SplittableRandom random, int batchSize) {
        return prefetch(batchSize, batches -> mix(random, batchSize, batches));
    }

    /** A pass in random order, in the calling thread. */
    void mix(SplittableRandom random, int batchSize, Consumer<Batch> target) throws IOException {
        var mixed = new ArrayList<>(groups);
        for (int index = mixed.size() - 1; index > 0; index--) {
            int other = random.nextInt(index + 1);
            mixed.set(index, mixed.set(other, mixed.get(index)));
        }
        var assembly = new BatchAssembly(width(), batchSize, target);
        var buffer = new ShuffleBuffer(width(), capacity(), random, assembly);
        read(mixed, buffer);
        buffer.end();
        assembly.end();
    }

    @Override
    public Batches inOrder(int batchSize) {
        return prefetch(batchSize, batches -> assemble(batchSize, batches));
    }

    private void assemble(int batchSize, Consumer<Batch> batches) throws IOException {
        var assembly = new BatchAssembly(width(), batchSize, batches);
        read(groups, assembly);
        assembly.end();
    }

    /** All rows once, as they are stored. */
    void read(RowSink target) throws IOException {
        read(groups, target);
    }

    private void read(List<RowGroup> inTurn, RowSink target) throws IOException {
        var counted = new CountedRows(target);
        var check = new RowCheck(layout);
        for (var group : inTurn) {
            group.read(check, counted);
        }
        if (counted.count() != size) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "%s holds %d rows, not the %d that it should. Prepare the data again."
                            .formatted(name, counted.count(), size));
        }
    }

    /** Half of the memory is for mixing, a quarter for batches that wait. */
    private Prefetch prefetch(int batchSize, Prefetch.Producer producer) {
        long waiting = bytes / 4 / ((long) batchSize * rowBytes());
        return new Prefetch(producer, (int) Math.clamp(waiting, 2, 1024));
    }

    private int capacity() {
        return (int) Math.clamp(bytes / 2 / rowBytes(), 1, Math.max(1, size));
    }

    private long rowBytes() {
        return (width() + 1L) * Float.BYTES;
    }
}
