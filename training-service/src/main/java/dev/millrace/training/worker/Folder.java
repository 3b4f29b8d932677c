package dev.millrace.training.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder on this machine that lives as long as one worker. */
public record Folder(Path path) {

    /** All files in it, in the order of their paths. */
    List<Path> files() throws IOException {
        try (var found = Files.walk(path)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** With all that is in it; a folder that is not there is fine. */
    public void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (var found = Files.walk(path)) {
            for (var file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete " + path, failure);
        }
    }
}
