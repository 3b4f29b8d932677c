package dev.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where definitions are found. */
final class Sources {

    private Sources() {}

    static PipelineTest named(String name, Class<?> test) {
        try (var resource = test.getResourceAsStream(name)) {
            if (resource != null) {
                return PipelineTest.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pipeline " + name, e);
        }
        var file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return PipelineTest.of(file);
        }
        throw new IllegalArgumentException(
                "there is no pipeline '%s': no resource beside %s, and no file %s"
                        .formatted(name, test.getName(), file.toAbsolutePath().normalize()));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the pipeline %s".formatted(file.toAbsolutePath()), e);
        }
    }
}
