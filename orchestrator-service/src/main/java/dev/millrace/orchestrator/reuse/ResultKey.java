package dev.millrace.orchestrator.reuse;

import dev.millrace.contracts.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One hash of everything that a result follows from. */
final class ResultKey {

    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    /** What an output is called that names the content of what was made. */
    private static final List<String> HASHES = List.of("hash", "transformHash", "weightsHash");

    /** A number means the same for ever; an alias and {@code latest} do not. */
    private static final Pattern MOVES =
            Pattern.compile(Names.PATTERN + "@(?![0-9]+$)" + Names.PATTERN);

    private ResultKey() {}

    /** Null where no key holds: the body names what moves, or moves something itself. */
    static @Nullable String of(Asked asked, String code) {
        var body = CANONICAL.readValue(asked.body(), Object.class);
        if (namesWhatMoves(body) || movesAnAlias(body)) {
            return null;
        }
        return sha256(
                Map.of(
                        "type",
                        asked.type().toString(),
                        "body",
                        body,
                        "inputs",
                        hashes(asked.inputs()),
                        "code",
                        code));
    }

    private static boolean namesWhatMoves(@Nullable Object part) {
        return switch (part) {
            case Map<?, ?> fields -> fields.values().stream().anyMatch(ResultKey::namesWhatMoves);
            case List<?> items -> items.stream().anyMatch(ResultKey::namesWhatMoves);
            case String text -> MOVES.matcher(text).matches();
            case null, default -> false;
        };
    }

    /** A training that is to become the champion does more than to give a result. */
    private static boolean movesAnAlias(@Nullable Object body) {
        return body instanceof Map<?, ?> fields
                && (fields.get("alias") != null || movesAnAlias(fields.get("base")));
    }

    /** Whatever the steps are called that gave them. */
    private static TreeSet<String> hashes(List<Map<String, Object>> inputs) {
        var hashes = new TreeSet<String>();
        for (var outputs : inputs) {
            for (var name : HASHES) {
                if (outputs.get(name) instanceof String hash) {
                    hashes.add(name + "=" + hash);
                }
            }
        }
        return hashes;
    }

    private static String sha256(Object value) {
        try {
            var bytes = CANONICAL.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
