package dev.millrace.kit.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A request as it will be stored. */
record Submission(
        String kind,
        String request,
        String requestHash,
        @Nullable String idempotencyKey,
        @Nullable String callbackUrl) {

    static Submission of(
            String kind, String request, @Nullable String key, @Nullable String callbackUrl) {
        return new Submission(kind, request, sha256(kind + "\n" + request), key, callbackUrl);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
