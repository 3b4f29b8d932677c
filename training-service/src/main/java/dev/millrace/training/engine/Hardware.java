package dev.millrace.training.engine;

import dev.millrace.contracts.training.Device;

/**
 * What an engine may compute with.
 *
 * @param threads inside one operation on a CPU; results depend on this number in their last bits
 * @param mixedPrecision 16-bit products with 32-bit weights on a GPU; on a CPU without effect
 */
public record Hardware(int threads, Device device, boolean mixedPrecision) {

    public static Hardware cpu(int threads) {
        return new Hardware(threads, Device.CPU, false);
    }
}
