package dev.millrace.orchestrator.definition;

/** How much of a text is read before it is refused. */
final class NodeBounds {

    private int values;

    /** Counts so many more values. */
    void count(Place place, int more) throws Unreadable {
        values += more;
        if (values > DefinitionLimits.VALUES) {
            throw new Unreadable(
                    place, "holds more than %,d values".formatted(DefinitionLimits.VALUES));
        }
    }

    void depth(Place place, int depth) throws Unreadable {
        if (depth > DefinitionLimits.DEPTH) {
            throw new Unreadable(
                    place, "nested deeper than %d levels".formatted(DefinitionLimits.DEPTH));
        }
    }

    static void name(Place place, String name) throws Unreadable {
        if (name.length() > DefinitionLimits.NAME_CHARACTERS) {
            throw new Unreadable(
                    place,
                    "the name '%s' is longer than %d characters"
                            .formatted(Text.shortened(name), DefinitionLimits.NAME_CHARACTERS));
        }
    }
}
