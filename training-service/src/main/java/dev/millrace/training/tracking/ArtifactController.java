package dev.millrace.training.tracking;

import dev.millrace.contracts.training.Artifact;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of runs over plain HTTP, streamed both ways. */
@Tag(name = "Tracking")
@RestController
class ArtifactController {

    private static final String PATH = "/v1/tracking/runs/{run}/artifacts/{*path}";

    private final RunArtifacts artifacts;

    ArtifactController(RunArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Operation(
            summary = "Read an artifact",
            description =
                    "`curl -O http://127.0.0.1:8083/v1/tracking/runs/{run}/artifacts/plot.png`")
    @GetMapping(path = PATH, produces = MediaType.ALL_VALUE)
    void read(
            @PathVariable("run") String run,
            @PathVariable("path") String path,
            HttpServletResponse response)
            throws IOException {
        var relative = path.substring(1);
        long size = artifacts.size(run, relative);
        // Never shown as a page of ours, whatever it holds.
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(relative.substring(relative.lastIndexOf('/') + 1))
                        .build()
                        .toString());
        response.setContentLengthLong(size);
        try (var bytes = artifacts.open(run, relative)) {
            bytes.transferTo(response.getOutputStream());
        }
    }

    @Operation(
            summary = "Write an artifact",
            description =
                    """
                    The raw body is streamed into the store; one over `millrace.training.artifacts.max-size` (1 GB) is refused with
                    413 and leaves nothing. `curl -T plot.png http://127.0.0.1:8083/v1/tracking/runs/{run}/artifacts/plot.png`\
                    """,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @PutMapping(PATH)
    Artifact write(
            @PathVariable("run") String run,
            @PathVariable("path") String path,
            HttpServletRequest request)
            throws IOException {
        artifacts.requireSmall(request.getContentLengthLong());
        return artifacts.put(run, path.substring(1), request.getInputStream());
    }
}
