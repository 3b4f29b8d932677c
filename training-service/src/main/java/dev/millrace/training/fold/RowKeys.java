package dev.millrace.training.fold;

import dev.millrace.training.data.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A number for each row that looks random and follows from the row's content, the seed and the
 * repetition alone: the first eight bytes of a SHA-256. Rows of equal content have equal keys, and
 * it makes no difference which of them is where.
 */
final class RowKeys {

    private final MessageDigest digest;
    private final byte[] salt;

    /**
     * @param purpose gives other keys for another use of the same seed
     */
    RowKeys(long seed, int repetition, String purpose) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
        salt = "%d/%d/%s".formatted(seed, repetition, purpose).getBytes(StandardCharsets.UTF_8);
    }

    long[] of(Table table) {
        return table.rows().stream().mapToLong(row -> of(List.of(texts(row)))).toArray();
    }

    long of(Object content) {
        digest.update(salt);
        var bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(digest.digest(bytes)).getLong();
    }

    /** All rows by their keys. */
    static int[] order(long[] keys) {
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> keys[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Lengths come first, so that no two rows have the same texts joined. */
    private static String[] texts(@Nullable Object[] row) {
        return Arrays.stream(row).map(RowKeys::text).toArray(String[]::new);
    }

    static String text(@Nullable Object value) {
        var text =
                switch (value) {
                    case null -> "-";
                    case double[] array -> Arrays.toString(array);
                    default -> value.toString();
                };
        return text.length() + ":" + text;
    }
}
