package dev.millrace.training.worker;

import dev.millrace.kit.store.StoreSettings;

/**
 * The first line that a worker reads: what it needs to get ready for any task.
 *
 * @param threads that the engine may use inside one operation
 */
public record WorkerSetup(StoreSettings store, int threads) {}
