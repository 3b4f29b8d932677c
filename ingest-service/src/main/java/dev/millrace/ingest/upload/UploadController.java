package dev.millrace.ingest.upload;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.Upload;
import dev.millrace.ingest.source.Sha256;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.web.CurrentPrincipal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Datasets")
@RestController
class UploadController {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final Uploads uploads;
    private final UploadSettings settings;
    private final Clock clock;

    UploadController(ObjectStore store, Uploads uploads, UploadSettings settings, Clock clock) {
        this.store = store;
        this.uploads = uploads;
        this.settings = settings;
        this.clock = clock;
    }

    @Operation(
            summary = "Upload bytes to be ingested",
            description =
                    """
                    The raw body is streamed into the store, never held in memory. The answer's `source` is to be named as the
                    `source` of an ingestion. Unused uploads are removed after a day. A body over the limit
                    (setting `millrace.ingest.upload.max-size`, default 10 GiB) is refused with 413 and leaves nothing.

                    `curl --data-binary @diabetes.csv -H 'Content-Type: text/csv' http://127.0.0.1:8081/v1/uploads`\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = "string", format = "binary"),
                                        examples =
                                                @ExampleObject(
                                                        "Glucose,BMI,Outcome\n148,33.6,1\n")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    @PostMapping(
            path = "/v1/uploads",
            consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, "text/csv"})
    @ResponseStatus(HttpStatus.CREATED)
    Upload upload(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > settings.maxSize().toBytes()) {
            throw tooLarge();
        }
        var id = UUID.randomUUID();
        var body = new DigestInputStream(request.getInputStream(), Sha256.digest());
        long bytes = receive(body, id);
        var hash = HexFormat.of().formatHex(body.getMessageDigest().digest());
        var now = Timestamp.from(clock.instant());
        uploads.add(new Uploads.Row(id, bytes, hash, now, CurrentPrincipal.name()));
        return new Upload(Uploads.SCHEME + id, bytes, hash);
    }

    private long receive(InputStream body, UUID id) throws IOException {
        var object = store.create(Uploads.key(id));
        try {
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                object.write(buffer, 0, read);
                if (object.written() > settings.maxSize().toBytes()) {
                    throw tooLarge();
                }
            }
            object.close();
            return object.written();
        } finally {
            object.abort(); // does nothing to an object that is complete
        }
    }

    private PlatformException tooLarge() {
        return new PlatformException(
                FailureCode.BODY_TOO_LARGE,
                "The upload is larger than the %,d bytes that the setting millrace.ingest.upload.max-size allows."
                        .formatted(settings.maxSize().toBytes()));
    }
}
