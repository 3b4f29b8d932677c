package dev.millrace.contracts.training;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts from the weights of a version instead of random ones: from those whose layer has the same
 * name and the same shapes.
 *
 * @param from {@code model@version}; a number, an alias or latest
 * @param freeze layers whose weights stay, by name; with all layers within; default none
 */
public record FineTune(@NotNull String from, @Nullable List<String> freeze) {

    /** The same from another version. */
    public FineTune from(String version) {
        return new FineTune(version, freeze);
    }
}
