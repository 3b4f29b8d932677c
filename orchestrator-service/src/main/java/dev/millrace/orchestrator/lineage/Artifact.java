package dev.millrace.orchestrator.lineage;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Something that steps read and make, written {@code kind:name}. */
record Artifact(Kind kind, String name) {

    /** What there is. */
    enum Kind {
        /** Where an ingest read from. */
        SOURCE,
        DATASET,
        PROFILE,
        PREPARED,
        MODEL,
        CROSS_VALIDATION,
        STUDY,
        AUTOML,
        ENDPOINT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final int LONGEST_NAME = 1000; // an index holds it

    Artifact {
        name = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    static Artifact parse(String text) {
        int colon = text.indexOf(':');
        var kinds =
                Arrays.stream(Kind.values())
                        .filter(kind ->
                                colon > 0 && kind.toString().equals(text.substring(0, colon)))
                        .toList();
        if (kinds.isEmpty() || colon == text.length() - 1) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" is not of the form kind:name, such as model:diabetes@4; kinds are %s"
                            .formatted(
                                    text,
                                    Arrays.stream(Kind.values())
                                            .map(Kind::toString)
                                            .collect(Collectors.joining(", "))));
        }
        return new Artifact(kinds.getFirst(), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
