package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.orchestrator.machine.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Puts {@code ***} in the place of secrets, in whatever leaves a task: as they are, and in the
 * forms that they take in addresses, JSON and headers.
 */
final class Redaction {

    static final String MASK = "***";

    /** A line of a secret that is shorter says nothing by itself. */
    private static final int SHORTEST_LINE = 8;

    /** Longest first, since one may be part of another. */
    private final ConcurrentSkipListSet<String> hidden =
            new ConcurrentSkipListSet<>(
                    Comparator.comparingInt(String::length)
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()));

    /** From now on, the secret is hidden. */
    void hide(String secret) {
        forms(secret);
        forms(secret.strip());
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(this::forms);
    }

    private void forms(String secret) {
        if (secret.isEmpty()) {
            return;
        }
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var address = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        hidden.addAll(
                List.of(
                        secret,
                        address,
                        address.replace("+", "%20"),
                        new String(JsonStringEncoder.getInstance().quoteAsCharArray(secret)),
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Characters of the longest form. */
    int longest() {
        return hidden.isEmpty() ? 0 : hidden.first().length();
    }

    String of(String text) {
        var redacted = text;
        for (var secret : hidden) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }

    /** The same value, with every text below it redacted. */
    @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Number number -> of(number.toString()).equals(number.toString()) ? number : MASK;
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
                fields.forEach((name, item) -> redacted.put(of(name.toString()), of(item)));
                yield redacted;
            }
            case List<?> items -> {
                List<@Nullable Object> redacted = new ArrayList<>(items.size());
                for (Object item : items) {
                    redacted.add(of(item));
                }
                yield redacted;
            }
            default -> of(value.toString());
        };
    }

    @SuppressWarnings("unchecked")
    Outcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded done ->
                    new Outcome.Succeeded(
                            (Map<String, Object>)
                                    java.util.Objects.requireNonNull(of((Object) done.outputs())));
            case Outcome.Failed failed -> new Outcome.Failed(of(failed.failure()));
            case Outcome.Cancelled cancelled -> new Outcome.Cancelled(of(cancelled.reason()));
        };
    }

    private Failure of(Failure failure) {
        return new Failure(
                failure.code(),
                of(failure.message()),
                failure.mistakes().stream()
                        .map(mistake ->
                                new Mistake(
                                        mistake.field() == null ? null : of(mistake.field()),
                                        mistake.line(),
                                        mistake.column(),
                                        of(mistake.message())))
                        .toList());
    }

    /**
     * The end of a text of which only the last part was kept: what may be the end of a secret cut
     * in two is left out.
     *
     * @param cut whether something stood before it
     */
    String ofTail(String tail, boolean cut) {
        var redacted = of(tail);
        return cut ? redacted.substring(Math.min(longest(), redacted.length())) : redacted;
    }
}
