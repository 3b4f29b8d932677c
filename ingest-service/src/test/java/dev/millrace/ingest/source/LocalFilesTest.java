package dev.millrace.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LocalFilesTest {

    @TempDir Path folder;
    private Path allowed;
    private Path outside;

    @BeforeEach
    void layOut() throws IOException {
        allowed = Files.createDirectories(folder.resolve("allowed"));
        outside = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        Files.writeString(allowed.resolve("my data.csv"), "a\n1\n");
    }

    @Test
    void readsAFileOfAnAllowedFolderByPathOrUri() throws IOException {
        var path = allowed.resolve("my data.csv");
        for (var source : List.of(path.toString(), path.toUri().toString())) {
            var file = files(allowed).find(source).getFirst();
            assertThat(file.name()).isEqualTo(source);
            assertThat(file.open().bytes()).isEqualTo(4);
        }
    }

    @Test
    void findsARelativePathFromWhereTheServiceRuns() throws IOException {
        var here = Path.of("").toAbsolutePath();
        var relative = here.relativize(allowed.toRealPath()).resolve("my data.csv");

        assertThat(files(allowed).find(relative.toString())).hasSize(1);
    }

    @Test
    void refusesWhatLiesOutsideAndNamesTheSetting() {
        var refused = failure(files(allowed), outside.toString());

        assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(refused).hasMessageContaining("millrace.ingest.allowed-folders");
    }

    @Test
    void isNotLedOutByDotsOrLinks() throws IOException {
        Files.createSymbolicLink(allowed.resolve("link.csv"), outside);
        Files.createSymbolicLink(allowed.resolve("door"), folder);

        for (var way : List.of("../secret.csv", "link.csv", "door/secret.csv")) {
            assertThat(failure(files(allowed), allowed + "/" + way).code())
                    .as(way)
                    .isEqualTo(FailureCode.SOURCE_REFUSED);
        }
    }

    @Test
    void isNotFooledByAFolderWithTheSameBeginning() throws IOException {
        var neighbour = Files.createDirectories(folder.resolve("allowed-not"));
        var file = Files.writeString(neighbour.resolve("x.csv"), "a\n1\n");

        assertThat(failure(files(allowed), file.toString()).code())
                .isEqualTo(FailureCode.SOURCE_REFUSED);
    }

    @Test
    void readsThroughAnAllowedFolderThatIsALink() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), allowed);

        assertThat(files(link).find(link.resolve("my data.csv").toString())).hasSize(1);
    }

    @Test
    void tellsAMissingFileFromAForbiddenOneOnlyInside() {
        assertThat(failure(files(allowed), allowed + "/none.csv").code())
                .isEqualTo(FailureCode.SOURCE_NOT_FOUND);
        assertThat(failure(files(allowed), folder + "/none.csv").code())
                .isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(failure(files(allowed), allowed.toString()).code())
                .isEqualTo(FailureCode.SOURCE_NOT_FOUND);
    }

    @Test
    void allowsNothingByDefault() {
        assertThat(failure(files(), outside.toString()).code())
                .isEqualTo(FailureCode.SOURCE_REFUSED);
    }

    private static LocalFiles files(Path... allowed) {
        var http =
                new SourceSettings.Http(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        return new LocalFiles(
                new SourceSettings(
                        Stream.of(allowed).map(Path::toString).toList(),
                        false,
                        DataSize.ofMegabytes(1),
                        http));
    }

    private static PlatformException failure(LocalFiles files, String source) {
        return catchThrowableOfType(PlatformException.class, () -> files.find(source));
    }
}
