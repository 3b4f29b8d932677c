package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.Network;
import dev.millrace.training.plan.MemoryEstimate.Need;
import java.util.Comparator;
import java.util.List;

/**
 * Refuses a network that does not fit into a worker. Data never is too large: what does not fit is
 * streamed.
 *
 * @param heapBytes of the worker's Java
 * @param engineBytes that its engine may take beside that
 */
public record MemoryCheck(long heapBytes, long engineBytes) {

    // The rest is for the data and for Java itself.
    private static final double SHARE_OF_HEAP = 0.6;
    private static final double MEGABYTE = 1 << 20;

    /** The request must be resolved: see {@link Resolution}. */
    public void require(TrainRequest request, Network network) {
        var needs = MemoryEstimate.of(network, request.optimizer(), request.batchSize());
        require(needs.heap(), heapBytes * SHARE_OF_HEAP, "Java heap", "heap");
        require(needs.engine(), engineBytes, "memory for the engine", "engine-memory");
    }

    private static void require(List<Need> needs, double limit, String of, String setting) {
        double bytes = needs.stream().mapToDouble(Need::bytes).sum();
        if (bytes <= limit) {
            return;
        }
        var largest = needs.stream().max(Comparator.comparingDouble(Need::bytes)).orElseThrow();
        throw new PlatformException(
                FailureCode.INVALID_NETWORK,
                """
                This training needs about %.0f MB of the worker's %s, which has %.0f MB for it; %.0f MB are for %s. \
                What helps: %s, or a larger millrace.training.worker.%s.\
                """
                        .formatted(
                                bytes / MEGABYTE,
                                of,
                                limit / MEGABYTE,
                                largest.bytes() / MEGABYTE,
                                largest.what(),
                                largest.remedy(),
                                setting));
    }
}
