package dev.millrace.contracts.training;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How often the state of a training is stored, so that another worker can go on from there. A
 * checkpoint is written at the end of the first epoch for which either has passed.
 *
 * @param everyEpochs default: not by epochs
 * @param everySeconds default 60
 */
public record Checkpoints(
        @Nullable @Min(1) Integer everyEpochs, @Nullable @Min(1) Integer everySeconds) {}
