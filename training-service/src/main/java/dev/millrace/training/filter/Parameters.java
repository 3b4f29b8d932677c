package dev.millrace.training.filter;

import java.util.HashMap;
import java.util.Map;

/** The values of a statement, by names that are made here. */
public final class Parameters {

    private final Map<String, Object> values = new HashMap<>();

    /** Answers how the statement refers to the value: a colon and a name. */
    public String add(Object value) {
        var name = "filter" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
