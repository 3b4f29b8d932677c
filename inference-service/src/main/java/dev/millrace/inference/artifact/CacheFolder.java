package dev.millrace.inference.artifact;

import static dev.millrace.contracts.failure.FailureCode.MODEL_NOT_VERIFIED;

import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * A bounded folder of folders, one per model version and content. A loaded model needs its files no
 * more, so that all but those just fetched may go; a process that misses one fetches it again.
 */
final class CacheFolder {

    /** Long enough to read a model's files after they were fetched. */
    private static final Duration IN_USE = Duration.ofMinutes(5);

    private final Path root;
    private final DataSize bound;
    private final Clock clock;

    CacheFolder(CacheSettings settings, Clock clock) throws IOException {
        this.root = Files.createDirectories(settings.folder().toAbsolutePath().normalize());
        this.bound = settings.size();
        this.clock = clock;
    }

    /** The same content has the same folder; anything else has another. */
    Path folderOf(String reference, Map<String, String> hashes) {
        var digest = Hashes.sha256();
        digest.update(new TreeMap<>(hashes).toString().getBytes(StandardCharsets.UTF_8));
        return Hashes.resolve(root, reference + "-" + Hashes.hex(digest).substring(0, 16));
    }

    Path newPartial(UUID id) throws IOException {
        return Files.createDirectory(root.resolve(".partial-" + id));
    }

    /** Moves a complete download to its place, where another instance may have been faster. */
    void publish(Path partial, Path folder) throws IOException {
        try {
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException taken) {
            // The same content: its name is made of the hashes, and hashes are checked on use.
            FileSystemUtils.deleteRecursively(partial);
        }
    }

    void markUsed(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
    }

    void makeRoomFor(String reference, long bytes) throws IOException {
        if (bytes > bound.toBytes()) {
            throw new PlatformException(
                    MODEL_NOT_VERIFIED,
                    "%s has %d bytes of artifacts, more than the local cache may hold (%d bytes, setting millrace.inference.cache.size)."
                            .formatted(reference, bytes, bound.toBytes()));
        }
        List<Path> leastRecentFirst = entries();
        long held = 0;
        for (Path entry : leastRecentFirst) {
            held += size(entry);
        }
        var free = FileTime.from(clock.instant().minus(IN_USE));
        for (Path entry : leastRecentFirst) {
            if (held + bytes <= bound.toBytes() || lastUsed(entry).compareTo(free) > 0) {
                return;
            }
            held -= size(entry);
            FileSystemUtils.deleteRecursively(entry);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(CacheFolder::lastUsed))
                    .toList();
        }
    }

    private static FileTime lastUsed(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
