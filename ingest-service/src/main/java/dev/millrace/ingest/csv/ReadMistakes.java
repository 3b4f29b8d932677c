package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the bytes of a source. Reading goes on after a mistake, so that many are
 * reported at once, until there are {@value #LIMIT}.
 */
public final class ReadMistakes {

    static final int LIMIT = 20;

    private final List<Mistake> found = new ArrayList<>();
    private String file = "";

    /** The file that the next mistakes are in; named in them where a source has several. */
    public void in(String name) {
        file = name;
    }

    /** Throws once the limit is reached. */
    public void add(Mistake mistake) {
        found.add(placed(mistake));
        if (found.size() == LIMIT) {
            throw failure();
        }
    }

    /** A mistake after which reading cannot go on. */
    public PlatformException fatal(Mistake mistake) {
        found.add(placed(mistake));
        return failure();
    }

    private Mistake placed(Mistake mistake) {
        return file.isEmpty()
                ? mistake
                : new Mistake(
                        mistake.field(),
                        mistake.line(),
                        mistake.column(),
                        file + ": " + mistake.message());
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw failure();
        }
    }

    private PlatformException failure() {
        var first = sentence(found.getFirst());
        var rest =
                switch (found.size()) {
                    case 1 -> "";
                    case LIMIT -> " (the first " + LIMIT + " mistakes are listed)";
                    default -> " (and " + (found.size() - 1) + " more)";
                };
        return new PlatformException(
                FailureCode.INVALID_DATA, "The data cannot be read: " + first + rest, found);
    }

    static String sentence(Mistake mistake) {
        var text = new StringBuilder();
        if (mistake.line() != null) {
            text.append("line ").append(mistake.line()).append(", ");
        }
        if (mistake.field() != null) {
            text.append(mistake.field()).append(": ");
        }
        return text.append(mistake.message()).toString();
    }
}
