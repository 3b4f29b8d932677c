package dev.millrace.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void doublesUpToHalfAMinute() {
        var pauses =
                Stream.generate(() -> backoff.after(Duration.ofSeconds(1)).toMillis())
                        .limit(8)
                        .toList();

        assertThat(pauses)
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void startsOverAfterAMinuteUp() {
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);

        assertThat(backoff.after(Duration.ofMinutes(1))).isEqualTo(Backoff.FIRST);
    }
}
