package dev.millrace.ingest.source;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Files of this machine, below the allowed folders only. The path that is checked is the real one,
 * so that neither {@code ..} nor a link leads out; and it is opened as checked, without following a
 * link that took its place.
 */
@Component
class LocalFiles implements SourceKind {

    private final List<Path> allowed;

    LocalFiles(SourceSettings settings) {
        allowed = settings.folders();
    }

    @Override
    public boolean handles(String source) {
        return source.startsWith("file:") || !source.contains(":");
    }

    @Override
    public List<SourceFile> find(String source) {
        Path asked = path(source);
        if (allowed.stream().noneMatch(folder -> holds(folder, asked))) {
            throw refused(source); // says the same whether or not the file is there
        }
        try {
            Path real = asked.toRealPath();
            if (allowed.stream().noneMatch(folder -> holds(folder, real))) {
                throw refused(source);
            }
            if (!Files.isRegularFile(real)) {
                throw notFound(source + " is not a file.");
            }
            return List.of(new LocalFile(source, real));
        } catch (NoSuchFileException missing) {
            throw notFound("There is no file " + source + ".");
        } catch (IOException unreadable) {
            throw notFound(source + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static Path path(String source) {
        try {
            Path path = source.startsWith("file:") ? Path.of(URI.create(source)) : Path.of(source);
            return path.toAbsolutePath().normalize();
        } catch (IllegalArgumentException malformed) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" is not a path: %s".formatted(source, malformed.getMessage()));
        }
    }

    /** Compares with the folder as it was given and with where it really is. */
    private static boolean holds(Path folder, Path path) {
        Path given = folder.toAbsolutePath().normalize();
        return Stream.of(given, real(given)).anyMatch(path::startsWith);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder; // a folder that is not there holds nothing
        }
    }

    private static PlatformException refused(String source) {
        return new PlatformException(
                FailureCode.SOURCE_REFUSED,
                "%s is outside the folders that may be read; the setting millrace.ingest.allowed-folders names them."
                        .formatted(source));
    }

    private static PlatformException notFound(String sentence) {
        return new PlatformException(FailureCode.SOURCE_NOT_FOUND, sentence);
    }

    private record LocalFile(String name, Path path) implements SourceFile {

        @Override
        public Opened open() throws IOException {
            return new Opened(
                    Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), Files.size(path));
        }
    }
}
