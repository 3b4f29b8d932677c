package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Hardware;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a session computes.
 *
 * <p>Operations run one after the other, in the calling thread, so that sums are always taken in
 * the same order: on a CPU results depend on the number of threads inside an operation, never on
 * the scheduling.
 *
 * @param threads inside one operation on a CPU
 */
record Computing(int threads, boolean gpu, boolean mixedPrecision) {

    private static final int CALLING_THREAD_ONLY = -1;

    static Computing cpu(int threads) {
        return new Computing(threads, false, false);
    }

    /** On what there is; throws DEVICE_NOT_FOUND where a GPU is wanted in vain. */
    static Computing with(Hardware wanted) {
        boolean gpu = Gpu.isUsed(wanted.device());
        return new Computing(wanted.threads(), gpu, gpu && wanted.mixedPrecision());
    }

    ConfigProto configuration() {
        var config =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        .setInterOpParallelismThreads(CALLING_THREAD_ONLY);
        return gpu ? onGpu(config) : onCpu(config);
    }

    /**
     * Without rewriting the graph: on a CPU no step gets faster by it, and an LSTM of 100 places
     * would wait for its first step for seconds.
     */
    private static ConfigProto onCpu(ConfigProto.Builder config) {
        return config.putDeviceCount("GPU", 0)
                .setGraphOptions(
                        GraphOptions.newBuilder()
                                .setOptimizerOptions(
                                        OptimizerOptions.newBuilder()
                                                .setOptLevel(OptimizerOptions.Level.L0))
                                .setRewriteOptions(
                                        RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
                .build();
    }

    private ConfigProto onGpu(ConfigProto.Builder config) {
        config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        if (mixedPrecision) {
            config.setGraphOptions(
                    GraphOptions.newBuilder()
                            .setRewriteOptions(
                                    RewriterConfig.newBuilder()
                                            .setAutoMixedPrecision(RewriterConfig.Toggle.ON)));
        }
        return config.build();
    }

    /** Such as {@code cpu} or {@code gpu:0 NVIDIA H200}. */
    String device() {
        return gpu ? Gpu.description() : "cpu";
    }
}
