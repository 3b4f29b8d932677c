package dev.millrace.contracts.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of a request as they were written: a null in one is a mistake that has a place. */
final class Copies {

    private Copies() {}

    /** An unmodifiable copy; of nothing, an empty one. */
    static <T> List<T> of(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }
}
