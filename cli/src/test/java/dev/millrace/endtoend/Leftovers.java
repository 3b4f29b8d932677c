package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static dev.millrace.endtoend.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Objects in the bucket, held against what catalogue and registry list. */
final class Leftovers {

    private final LivePlatform platform;

    Leftovers(LivePlatform platform) {
        this.platform = platform;
    }

    void requireNone() throws IOException, SQLException {
        try (var bucket = platform.bucket();
                var database = platform.database()) {
            var referred =
                    Stream.of(
                                    datasets(),
                                    prepared(),
                                    models(),
                                    heldOut(),
                                    database.uploads().stream())
                            .flatMap(addresses -> addresses)
                            .toList();
            assertThat(bucket.addresses()).as("objects in the bucket").isNotEmpty();
            assertThat(bucket.addresses())
                    .as("objects that lie below none of %s", String.join("\n", referred))
                    .filteredOn(address -> referred.stream().noneMatch(address::startsWith))
                    .isEmpty();
        }
    }

    private Stream<String> datasets() {
        var names = texts(platform.ingest().get("/v1/datasets?limit=1000").ok(), "name");
        return versions(platform.ingest(), "datasets", names)
                .flatMap(version ->
                        Stream.of(text(version, "location"), text(version, "sourceLocation")));
    }

    private Stream<String> prepared() {
        return texts(platform.prep().get("/v1/prepared-data?limit=1000").ok(), "location").stream();
    }

    private Stream<String> models() {
        var names = texts(platform.training().get("/v1/models").ok(), "name");
        return versions(platform.training(), "models", names)
                .map(version -> text(version, "location"));
    }

    /** Cross-validations are in no list; the runs that made them tell of them. */
    private Stream<String> heldOut() {
        return texts(platform.orchestrator().get("/v1/runs?limit=1000").ok(), "id").stream()
                .flatMap(run -> stream(platform.work().run(run).path("steps")))
                .map(step -> text(step.path("outputs"), "predictions"))
                .filter(address -> !address.isEmpty());
    }

    private static Stream<JsonNode> versions(Http service, String nouns, List<String> names) {
        return names.stream()
                .flatMap(name ->
                        stream(service.get("/v1/%s/%s/versions".formatted(nouns, name)).ok()));
    }
}
