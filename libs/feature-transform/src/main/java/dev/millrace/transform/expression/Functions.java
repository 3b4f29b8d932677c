package dev.millrace.transform.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Every function and operator of the subset, by its lower-case name. */
final class Functions {

    private static final Map<String, Function> TABLE = table();

    /** Makes an evaluator of typed arguments, or throws {@link InvalidExpression}. */
    interface Compilation {
        Typed compile(List<Typed> arguments);
    }

    record Function(int least, int most, Compilation compilation) {

        static Function of(int arguments, Compilation compilation) {
            return new Function(arguments, arguments, compilation);
        }

        static Function atLeast(int least, Compilation compilation) {
            return new Function(least, Integer.MAX_VALUE, compilation);
        }

        String arity() {
            var range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
            return (least == most ? "" + least : range) + (most == 1 ? " argument" : " arguments");
        }
    }

    private Functions() {}

    /** The name to look up, if there is such a function of so many arguments. */
    static String checked(String written, int arguments) {
        var name = written.toLowerCase(Locale.ROOT);
        var function = TABLE.get(name);
        if (function == null) {
            throw new InvalidExpression(
                    "there is no function %s; there are %s".formatted(written, names()));
        }
        if (arguments < function.least || arguments > function.most) {
            throw new InvalidExpression(
                    "%s takes %s, not %d".formatted(name, function.arity(), arguments));
        }
        return name;
    }

    static Typed compile(String name, List<Typed> arguments) {
        var function = TABLE.get(name);
        if (function == null) {
            throw new IllegalArgumentException("no function " + name);
        }
        return function.compilation.compile(arguments);
    }

    private static TreeSet<String> names() {
        var names = new TreeSet<>(TABLE.keySet());
        names.removeIf(name -> !name.matches("[a-z][a-z0-9]*"));
        names.removeAll(List.of("and", "or", "not", "in"));
        return names;
    }

    private static Map<String, Function> table() {
        var table = new HashMap<String, Function>();
        Arithmetic.describe(table);
        Logic.describe(table);
        Comparison.describe(table);
        Choice.describe(table);
        Maths.describe(table);
        Text.describe(table);
        Calendar.describe(table);
        return Map.copyOf(table);
    }
}
