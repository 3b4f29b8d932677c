package dev.millrace.orchestrator.definition;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands among the others, such as {@code steps.train.layers[0]}. Written out only
 * where somebody asks: a hostile text can hold very many values below a very long path.
 */
record FieldPath(@Nullable FieldPath parent, String part) {

    static FieldPath of(String root) {
        return new FieldPath(null, root);
    }

    FieldPath field(String name) {
        return new FieldPath(this, "." + name);
    }

    FieldPath item(int index) {
        return new FieldPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        return parent == null ? part : parent + part;
    }
}
