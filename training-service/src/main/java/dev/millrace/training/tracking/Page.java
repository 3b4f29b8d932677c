package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was searched for.
 *
 * @param next to be sent for the next ones; null if these are the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** The page of {@code found}, which has one more than {@code limit} if there are more. */
    public static <T> Page<T> of(List<T> found, long offset, int limit) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), Long.toString(offset + limit));
    }

    /** Where the page begins that a token of ours asks for. */
    public static long offset(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        if (token.length() > 18 || !token.chars().allMatch(Character::isDigit)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" is not a page token of an earlier answer.".formatted(token));
        }
        return Long.parseLong(token);
    }
}
