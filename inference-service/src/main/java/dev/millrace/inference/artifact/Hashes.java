package dev.millrace.inference.artifact;

import static dev.millrace.contracts.failure.FailureCode.MODEL_NOT_VERIFIED;

import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal, and paths that stay inside their folder. */
final class Hashes {

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(Path file) throws IOException {
        var digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest);
    }

    /** The file at a path that came from outside; refuses one that would leave the folder. */
    static Path resolve(Path folder, String path) {
        Path file;
        try {
            file = folder.resolve(path).normalize();
        } catch (InvalidPathException invalid) {
            throw new PlatformException(
                    MODEL_NOT_VERIFIED,
                    "The artifact path \"%s\" is no path.".formatted(path),
                    invalid);
        }
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new PlatformException(
                    MODEL_NOT_VERIFIED,
                    "The artifact path \"%s\" leaves the model's folder.".formatted(path));
        }
        return file;
    }
}
