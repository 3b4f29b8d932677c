package dev.millrace.training.worker;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import java.net.URI;

/**
 * The second line that a worker reads, as soon as there is something to do.
 *
 * @param reports where to POST lists of {@link WorkerReport}
 * @param output key prefix below which all artifacts go
 */
public record WorkerTask(URI reports, PreparedData data, TrainRequest request, String output) {}
