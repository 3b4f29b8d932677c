package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.test.MillraceTest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@MillraceTest
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @LocalServerPort int port;

    @Test
    void describesEveryOperation() {
        var paths = specification().get("paths");

        assertThat(paths.propertyNames())
                .contains("/v1/ingestions", "/v1/uploads", "/v1/datasets", "/v1/jobs/{id}");
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                assertThat(METHODS).contains(operation.getKey());
                var text = operation.getValue();
                assertThat(text.path("summary").asString("")).as(path.getKey()).isNotBlank();
                assertThat(text.path("description").asString("")).as(path.getKey()).isNotBlank();
            }
        }
    }

    @Test
    void showsAnUploadAsRawBytes() {
        var content =
                specification()
                        .at("/paths/~1v1~1uploads/post/requestBody/content/text~1csv/schema");

        assertThat(content.path("format").asString("")).isEqualTo("binary");
    }

    private JsonNode specification() {
        return new IngestService(port)
                .http
                .get()
                .uri("/v3/api-docs")
                .retrieve()
                .body(JsonNode.class);
    }
}
