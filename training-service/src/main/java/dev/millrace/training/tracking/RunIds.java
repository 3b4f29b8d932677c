package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of runs as MLflow writes them: 32 hexadecimal digits. */
public final class RunIds {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

    private RunIds() {}

    public static String text(UUID id) {
        return id.toString().replace("-", "");
    }

    /** Reads an id with or without dashes; what is none names no run. */
    public static UUID parse(String text) {
        var digits = text.replace("-", "");
        if (!DIGITS.matcher(digits).matches()) {
            throw unknown(text);
        }
        return new UUID(
                Long.parseUnsignedLong(digits, 0, 16, 16),
                Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    static PlatformException unknown(String id) {
        return new PlatformException(
                FailureCode.RUN_NOT_FOUND, "There is no run \"%s\".".formatted(id));
    }
}
