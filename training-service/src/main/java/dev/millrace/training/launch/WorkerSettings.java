package dev.millrace.training.launch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How training workers run.
 *
 * @param heap of a worker's JVM; what is trained on is held there
 * @param engineMemory what a worker's engine may take beside the heap, or on its GPU; a training
 *     that would need more is refused
 * @param threads that the engine may use inside one operation. Part of what makes a training
 *     reproducible: another number may give other last bits
 * @param slots how many workers compute at a time, each with one task; further tasks wait for a
 *     slot. Default: the cores of this machine by {@code threads}, or {@code gpus}
 * @param gpus how many GPUs to share out, one worker on each; default 0: every worker sees what
 *     there is
 * @param spare whether a worker is kept ready for the next job
 * @param tries how many workers one attempt of a job may use up
 * @param nativeCache where native libraries are unpacked once; default {@code
 *     ~/.cache/millrace/javacpp}
 * @param reportUrl where workers reach this service; default its own port on loopback
 */
@ConfigurationProperties("millrace.training.worker")
public record WorkerSettings(
        @DefaultValue("512MB") DataSize heap,
        @DefaultValue("2GB") DataSize engineMemory,
        @DefaultValue("1") int threads,
        @Nullable Integer slots,
        @DefaultValue("0") int gpus,
        @DefaultValue("true") boolean spare,
        @DefaultValue("3") int tries,
        @Nullable Path nativeCache,
        @Nullable String reportUrl) {

    public WorkerSettings {
        if (threads < 1 || tries < 1 || (slots != null && slots < 1) || gpus < 0) {
            throw new IllegalArgumentException(
                    "millrace.training.worker.threads, .slots and .tries must be at least 1, .gpus at least 0");
        }
    }

    /** How many workers compute at a time. */
    public int slotsOrDefault() {
        if (slots != null) {
            return slots;
        }
        return gpus > 0 ? gpus : Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    }

    /** Whether one worker is kept ready. With several GPUs it could not know which one it gets. */
    boolean keepsSpare() {
        return spare && gpus < 2;
    }

    /** The only GPU that the worker of a slot may see; null for whatever there is. */
    @Nullable Integer gpuOf(int slot) {
        return gpus == 0 ? null : slot % gpus;
    }

    Path nativeCacheOrDefault() {
        return nativeCache == null
                ? Path.of(System.getProperty("user.home"), ".cache", "millrace", "javacpp")
                : nativeCache;
    }
}
