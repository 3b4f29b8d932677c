package dev.millrace.training.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read of stored objects, on the local disk, so that only the first pass over data waits
 * for the object store. What finds no room is simply not kept.
 *
 * <p>The file has no name: its space comes back when nobody reads from it any more, at the latest
 * with the end of the process.
 */
final class LocalCopy {

    private record Range(String key, long from, int length) {}

    private static final Logger log = LoggerFactory.getLogger(LocalCopy.class);
    private static final double SHARE_OF_FREE_SPACE = 0.25;

    private final Map<Range, Long> places = new HashMap<>();
    private final Path folder;
    private long room;
    private long end;
    // Not a channel: that would be closed when a pass is interrupted.
    private @Nullable RandomAccessFile file;

    private LocalCopy(Path folder, long room) {
        this.folder = folder;
        this.room = room;
    }

    /** Takes a part of what is free; nothing where files are held in memory. */
    static LocalCopy in(Path folder) throws IOException {
        var disk = Files.getFileStore(folder);
        boolean isMemory = disk.type().equals("tmpfs");
        return new LocalCopy(
                folder, isMemory ? 0 : (long) (SHARE_OF_FREE_SPACE * disk.getUsableSpace()));
    }

    /** For what is read only once. */
    static LocalCopy none() {
        return new LocalCopy(Path.of(""), 0);
    }

    synchronized Optional<byte[]> read(String key, long from, int length) throws IOException {
        var place = places.get(new Range(key, from, length));
        if (place == null || file == null) {
            return Optional.empty();
        }
        var bytes = new byte[length];
        file.seek(place);
        file.readFully(bytes);
        return Optional.of(bytes);
    }

    /** Answers the bytes. */
    synchronized byte[] keep(String key, long from, byte[] bytes) {
        if (bytes.length > room) {
            return bytes;
        }
        try {
            var open = file == null ? file = open() : file;
            open.seek(end);
            open.write(bytes);
            places.put(new Range(key, from, bytes.length), end);
            end += bytes.length;
            room -= bytes.length;
        } catch (IOException full) {
            log.warn("{} cannot be kept here: {}", key, full.toString());
            room = 0;
        }
        return bytes;
    }

    private RandomAccessFile open() throws IOException {
        var path = Files.createTempFile(folder, "rows-", ".ranges");
        try {
            return new RandomAccessFile(path.toFile(), "rw");
        } finally {
            Files.delete(path);
        }
    }
}
