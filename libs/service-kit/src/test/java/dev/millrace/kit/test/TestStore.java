package dev.millrace.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** One real S3 endpoint per JVM, on a folder that is removed at the end. */
public final class TestStore {

    static final String KEY = "millrace-test";

    private static final S3Proxy SERVER = start();

    private TestStore() {}

    public static String endpoint() {
        return "http://127.0.0.1:" + SERVER.getPort();
    }

    private static S3Proxy start() {
        try {
            Path folder = Files.createTempDirectory("millrace-s3-").toAbsolutePath();
            var server =
                    S3Proxy.builder()
                            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                            .endpoint(URI.create("http://127.0.0.1:0"))
                            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, KEY)
                            .build();
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
            return server;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void stop(S3Proxy server, Path folder) {
        try (var files = Files.walk(folder)) {
            server.stop();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
