package dev.millrace.orchestrator.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition that holds for a while and then does not: what is found is that it begins to. */
enum Level {
    HOLDS,
    HOLDS_NOT;

    static Level of(boolean holds) {
        return holds ? HOLDS : HOLDS_NOT;
    }

    /** It is a finding where it did not hold at the look before, or there was none. */
    Look after(@Nullable String cursor, Instant now, Map<String, @Nullable Object> facts) {
        boolean begins = this == HOLDS && !name().equals(cursor);
        return new Look(
                begins ? List.of(new Finding(now.toString(), facts)) : List.of(), name(), false);
    }
}
