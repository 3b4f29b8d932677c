package dev.millrace.endtoend;

import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;

/** The platform's bucket, seen past the services. */
final class Bucket implements AutoCloseable {

    private static final String NAME = "millrace";

    private final S3Client s3;

    private Bucket(S3Client s3) {
        this.s3 = s3;
    }

    static Bucket of(Home home, int port) throws IOException {
        var secrets =
                Json.MAPPER.readTree(Files.readAllBytes(home.folder().resolve("secrets.json")));
        var login =
                AwsBasicCredentials.create(
                        secrets.path("accessKey").asString(), secrets.path("secretKey").asString());
        return new Bucket(
                S3Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + port))
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(StaticCredentialsProvider.create(login))
                        .build());
    }

    /** Addresses of all objects, as the services write them. */
    List<String> addresses() {
        return s3.listObjectsV2Paginator(request -> request.bucket(NAME)).contents().stream()
                .map(S3Object::key)
                .map(key -> "s3://" + NAME + "/" + key)
                .toList();
    }

    /** Of a file of a model version. */
    static String address(JsonNode version, String file) {
        return version.path("location").asString() + file;
    }

    String read(String address) {
        return s3.getObjectAsBytes(request -> request.bucket(NAME).key(key(address)))
                .asString(StandardCharsets.UTF_8);
    }

    void write(String address, String text) {
        s3.putObject(
                request -> request.bucket(NAME).key(key(address)), RequestBody.fromString(text));
    }

    private static String key(String address) {
        return address.substring("s3://".length() + NAME.length() + 1);
    }

    @Override
    public void close() {
        s3.close();
    }
}
