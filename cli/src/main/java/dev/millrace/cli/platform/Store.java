package dev.millrace.cli.platform;

import java.net.URI;
import java.util.Objects;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The main class of the S3 store's process. Arguments: an absolute folder and a port. */
public final class Store {

    static final String ACCESS_KEY = "MILLRACE_STORE_ACCESS_KEY";
    static final String SECRET_KEY = "MILLRACE_STORE_SECRET_KEY";

    private Store() {}

    public static void main(String[] arguments) throws Exception {
        S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(arguments[0]))
                .endpoint(URI.create("http://127.0.0.1:" + arguments[1]))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4,
                        Objects.requireNonNull(System.getenv(ACCESS_KEY)),
                        Objects.requireNonNull(System.getenv(SECRET_KEY)))
                .build()
                .start();
    }
}
