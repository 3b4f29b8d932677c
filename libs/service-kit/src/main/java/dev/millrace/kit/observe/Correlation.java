package dev.millrace.kit.observe;

import dev.millrace.contracts.job.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The ids that say on whose behalf a thread works. They stand in its log lines (MDC) and travel
 * with its calls to other services (headers).
 */
public final class Correlation implements AutoCloseable {

    private static final Map<String, String> HEADER_BY_KEY =
            Map.of(
                    "run", Headers.RUN,
                    "step", Headers.STEP,
                    "job", Headers.JOB,
                    "principal", Headers.PRINCIPAL);

    private final @Nullable Map<String, String> before;

    private Correlation(Map<String, @Nullable String> ids) {
        before = MDC.getCopyOfContextMap();
        ids.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }

    /** Sets the ids of this thread until closed. */
    public static Correlation of(
            @Nullable String run,
            @Nullable String step,
            @Nullable String job,
            @Nullable String principal) {
        Map<String, @Nullable String> ids = new LinkedHashMap<>();
        ids.put("run", run);
        ids.put("step", step);
        ids.put("job", job);
        ids.put("principal", principal);
        return new Correlation(ids);
    }

    public static @Nullable String run() {
        return MDC.get("run");
    }

    public static @Nullable String step() {
        return MDC.get("step");
    }

    public static @Nullable String principal() {
        return MDC.get("principal");
    }

    /** The present ids as headers of a call to another service. */
    public static void forEachHeader(BiConsumer<String, String> header) {
        HEADER_BY_KEY.forEach((key, name) -> {
            String value = MDC.get(key);
            if (value != null) {
                header.accept(name, value);
            }
        });
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
