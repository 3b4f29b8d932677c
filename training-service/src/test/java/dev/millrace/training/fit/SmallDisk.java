package dev.millrace.training.fit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.TestObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 endpoint on a file system of its own, of one megabyte. */
final class SmallDisk implements AutoCloseable {

    private static final String KEY = "small";

    private final Path folder;
    private final Path filler;
    private final S3Proxy server;
    private final ObjectStore store;

    private SmallDisk(Path folder) throws Exception {
        this.folder = folder;
        filler = folder.resolve("filler");
        var objects = Files.createDirectory(folder.resolve("objects"));
        server =
                S3Proxy.builder()
                        .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, KEY)
                        .build();
        server.start();
        var endpoint = URI.create("http://127.0.0.1:" + server.getPort());
        store =
                TestObjects.create(
                        TestObjects.settings(
                                Map.of(
                                        "millrace.store.endpoint", endpoint,
                                        "millrace.store.bucket", "small",
                                        "millrace.store.access-key", KEY,
                                        "millrace.store.secret-key", KEY,
                                        "millrace.store.path-style", true)));
    }

    /** On a memory file system, which only root may mount; others skip the test. */
    static SmallDisk mount(Path folder) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "millrace-test", folder.toString()),
                "a small file system can be mounted");
        return new SmallDisk(folder);
    }

    ObjectStore store() {
        return store;
    }

    /** To the last page. */
    void fill() {
        var page = new byte[4096];
        try (var file = Files.newOutputStream(filler, CREATE, APPEND)) {
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    file.write(page);
                                }
                            })
                    .hasMessageContaining("No space left on device");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        assertThat(run("umount", folder.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
