package dev.millrace.training.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point and what came of it.
 *
 * @param loss lower is better; infinite for a failure, null while it is under way
 */
public record Tried(Map<String, Object> point, @Nullable Double loss) {

    boolean isMeasured() {
        return loss != null && Double.isFinite(loss);
    }
}
