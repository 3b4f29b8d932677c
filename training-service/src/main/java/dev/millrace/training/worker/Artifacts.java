package dev.millrace.training.worker;

import dev.millrace.training.data.PatientStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The files of a model version on this machine, before they are stored. */
record Artifacts(Path folder) {

    /** Puts every file below a prefix; answers their hashes by relative path. */
    Map<String, String> store(PatientStore store, String prefix) throws IOException {
        var hashes = new TreeMap<String, String>();
        for (var file : new Folder(folder).files()) {
            var path = folder.relativize(file).toString().replace('\\', '/');
            store.put(prefix + path, file);
            hashes.put(path, hash(file));
        }
        return hashes;
    }

    private static String hash(Path file) throws IOException {
        try (var sink =
                new DigestOutputStream(
                        OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(file, sink);
            return HexFormat.of().formatHex(sink.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
