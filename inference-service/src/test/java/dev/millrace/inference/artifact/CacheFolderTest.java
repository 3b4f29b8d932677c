package dev.millrace.inference.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class CacheFolderTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir Path root;

    @Test
    void throwsOutWhatWasUsedLeastRecentlyOnceItIsFull() throws IOException {
        add(at(0), "old@1");
        add(at(10), "recent@1");

        at(30).makeRoomFor("new@1", 500);

        assertThat(root.toFile().list()).hasSize(1);
        assertThat(root.toFile().list()[0]).startsWith("recent@1");
    }

    @Test
    void leavesWhatWasJustFetchedToWhoeverReadsIt() throws IOException {
        add(at(0), "old@1");
        add(at(29), "reading@1");

        at(30).makeRoomFor("new@1", 1000);

        assertThat(root.toFile().list()).hasSize(1);
        assertThat(root.toFile().list()[0]).startsWith("reading@1");
    }

    @Test
    void refusesAModelLargerThanAllOfIt() throws IOException {
        CacheFolder cache = at(0);

        assertThatThrownBy(() -> cache.makeRoomFor("huge@1", 1001))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.MODEL_NOT_VERIFIED))
                .hasMessageContaining("huge@1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other",
                "/etc/passwd",
                "saved_model/../../x",
                ".",
                "saved_model/..",
                "a\0b"
            })
    void keepsPathsInside(String path) {
        assertThatThrownBy(() -> Hashes.resolve(root, path)).isInstanceOf(PlatformException.class);
    }

    private void add(CacheFolder cache, String reference) throws IOException {
        Path partial = cache.newPartial(UUID.randomUUID());
        Files.write(partial.resolve("weights"), new byte[400]);
        Path folder = cache.folderOf(reference, Map.of("weights", reference));
        cache.publish(partial, folder);
        cache.markUsed(folder);
    }

    private CacheFolder at(int minute) throws IOException {
        Clock clock = Clock.fixed(NOON.plus(Duration.ofMinutes(minute)), ZoneOffset.UTC);
        return new CacheFolder(new CacheSettings(root, DataSize.ofBytes(1000)), clock);
    }
}
