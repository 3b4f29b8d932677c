package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it was written, before its types are known. Operators are calls. */
sealed interface Node {

    /** A constant; null type and value stand for NULL. */
    record Literal(@Nullable ColumnType type, @Nullable Object value) implements Node {}

    record ColumnReference(String name) implements Node {}

    record Call(String function, List<Node> arguments) implements Node {}

    record Cast(Node argument, ColumnType type) implements Node {}

    static Call call(String function, Node... arguments) {
        return new Call(function, List.of(arguments));
    }
}
