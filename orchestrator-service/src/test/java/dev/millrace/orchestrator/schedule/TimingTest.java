package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looking back in time against counting forward. */
class TimingTest {

    private static final List<Timing> TIMINGS =
            List.of(
                    Calendar.of("30 2 * * *", "Europe/Zurich"),
                    Calendar.of("*/7 * * * MON-FRI", "America/New_York"),
                    Calendar.of("0 0 L * *", "UTC"),
                    Calendar.of("*/20 * 1-3 * * *", "Australia/Lord_Howe"),
                    new Interval(Duration.ofMinutes(37), Instant.parse("2026-05-01T10:11:12Z")),
                    new Interval(Duration.ofDays(9), Instant.parse("2040-01-01T00:00:00Z")));

    @Test
    void theNewestInstantsAreTheLastOnesThatCountingForwardFinds() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            var timing = TIMINGS.get(random.nextInt(TIMINGS.size()));
            var from =
                    Instant.parse("2026-03-20T00:00:00Z").plusSeconds(random.nextInt(20_000_000));
            var to = from.plusSeconds(random.nextInt(400_000));
            int most = 1 + random.nextInt(20);

            var all = timing.between(from, to, Integer.MAX_VALUE);
            var newest = timing.newest(from, to, most);

            assertThat(newest)
                    .as("%s from %s to %s, %d", timing, from, to, most)
                    .isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
        }
    }

    @Test
    void theInstantBeforeTheNextOneIsTheOneThatCameBefore() {
        var random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            var timing = TIMINGS.get(random.nextInt(TIMINGS.size()));
            var at = Instant.parse("2026-03-20T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
            var first = timing.next(at);
            var second = timing.next(first);
            assertThat(second).isAfter(first);
            assertThat(timing.previous(second)).as("%s before %s", timing, second).isEqualTo(first);
        }
    }

    @Test
    void thereIsNothingBeforeWhatNeverCame() {
        assertThat(Calendar.of("0 0 30 2 *", "UTC").previous(Instant.parse("2026-01-01T00:00:00Z")))
                .isNull();
        assertThat(Calendar.of("0 0 29 2 *", "UTC").previous(Instant.parse("2028-02-29T00:00:00Z")))
                .isEqualTo("2024-02-29T00:00:00Z");
    }
}
