package dev.millrace.inference.artifact;

import static dev.millrace.contracts.failure.FailureCode.MODEL_NOT_VERIFIED;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The files of a model version, fetched once and checked against their hashes on every use. */
@Component
public final class Artifacts {

    public static final String TRANSFORM = "transform.json";
    public static final String GOLDEN_ROWS = "golden.json";
    public static final String SAVED_MODEL = "saved_model";

    private static final List<String> REQUIRED =
            List.of(TRANSFORM, GOLDEN_ROWS, SAVED_MODEL + "/saved_model.pb");

    private final ObjectStore store;
    private final CacheFolder cache;

    Artifacts(ObjectStore store, CacheSettings settings, Clock clock) throws IOException {
        this.store = store;
        this.cache = new CacheFolder(settings, clock);
    }

    /** A folder with what serving needs of the version, as the registry's hashes have it. */
    public Path fetch(ModelVersion version) throws IOException {
        Map<String, String> hashes = neededHashes(version);
        Path folder = cache.folderOf(version.reference(), hashes);
        if (!isIntact(folder, hashes)) {
            FileSystemUtils.deleteRecursively(folder);
            download(version, hashes, folder);
        }
        cache.markUsed(folder);
        return folder;
    }

    private void download(ModelVersion version, Map<String, String> hashes, Path folder)
            throws IOException {
        String base =
                store.keyOf(version.location() + (version.location().endsWith("/") ? "" : "/"));
        cache.makeRoomFor(version.reference(), bytesOf(version, base, hashes.keySet()));
        Path partial = cache.newPartial(UUID.randomUUID());
        try {
            for (var file : hashes.entrySet()) {
                download(base, file.getKey(), file.getValue(), partial);
            }
            cache.publish(partial, folder);
        } finally {
            FileSystemUtils.deleteRecursively(partial);
        }
    }

    private long bytesOf(ModelVersion version, String base, Set<String> paths) {
        Map<String, Long> stored =
                store.list(base).stream()
                        .collect(Collectors.toMap(StoredObject::key, StoredObject::size));
        long bytes = 0;
        for (String path : paths) {
            Long size = stored.get(base + path);
            if (size == null) {
                throw new PlatformException(
                        MODEL_NOT_VERIFIED,
                        "%s lists the file %s, but there is no object %s."
                                .formatted(version.reference(), path, store.uri(base + path)));
            }
            bytes += size;
        }
        return bytes;
    }

    private void download(String base, String path, String expected, Path folder)
            throws IOException {
        Path target = Hashes.resolve(folder, path);
        Files.createDirectories(target.getParent());
        var digest = Hashes.sha256();
        try (InputStream in = store.open(base + path);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        }
        String found = Hashes.hex(digest);
        if (!found.equalsIgnoreCase(expected)) {
            throw new PlatformException(
                    MODEL_NOT_VERIFIED,
                    "The file %s below %s has SHA-256 %s, but the registry says %s: it was changed after training. Train or register the version again."
                            .formatted(path, store.uri(base), found, expected));
        }
    }

    private static boolean isIntact(Path folder, Map<String, String> hashes) throws IOException {
        for (var file : hashes.entrySet()) {
            Path copy = Hashes.resolve(folder, file.getKey());
            if (!Files.isRegularFile(copy) || !Hashes.of(copy).equalsIgnoreCase(file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> neededHashes(ModelVersion version) {
        Map<String, String> needed =
                version.artifactHashes().entrySet().stream()
                        .filter(file -> isNeeded(file.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (String required : REQUIRED) {
            if (!needed.containsKey(required)) {
                throw new PlatformException(
                        MODEL_NOT_VERIFIED,
                        "%s has no hash for %s, so it cannot be verified."
                                .formatted(version.reference(), required));
            }
        }
        return needed;
    }

    private static boolean isNeeded(String path) {
        return path.equals(TRANSFORM)
                || path.equals(GOLDEN_ROWS)
                || path.startsWith(SAVED_MODEL + "/");
    }
}
