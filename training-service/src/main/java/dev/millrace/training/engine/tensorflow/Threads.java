package dev.millrace.training.engine.tensorflow;

import org.tensorflow.proto.ConfigProto;

/**
 * How many threads a session uses inside one operation. Operations run one after the other, in the
 * calling thread, so that sums are always taken in the same order: results depend on this number,
 * never on the scheduling.
 */
record Threads(int count) {

    private static final int CALLING_THREAD_ONLY = -1;

    ConfigProto configuration() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(count)
                .setInterOpParallelismThreads(CALLING_THREAD_ONLY)
                .build();
    }
}
