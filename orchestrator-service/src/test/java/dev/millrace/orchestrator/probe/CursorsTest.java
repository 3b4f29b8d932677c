package dev.millrace.orchestrator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What counts as new, look after look. */
class CursorsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static StoredObject object(String key, Instant at) {
        return new StoredObject(key, 1, at);
    }

    @Test
    void anObjectIsNewWhereverItsKeyIsAmongTheOthers() {
        var there = object("m", NOON.minusSeconds(5));
        var cursor = PrefixCursor.from(NOON, List.of(there));
        assertThat(cursor.isNew(there)).isFalse();
        assertThat(cursor.isNew(object("a", NOON.plusSeconds(1)))).isTrue();
        assertThat(cursor.isNew(object("z", NOON.minusSeconds(30))))
                .as("written now, while the clock of S3 is behind")
                .isTrue();
        assertThat(cursor.isNew(object("m", NOON.plusSeconds(1)))).as("written again").isTrue();
        assertThat(cursor.isNew(object("old", NOON.minus(Duration.ofDays(1))))).isFalse();
    }

    @Test
    void aRoundGoesOnWhereTheLastLookStoppedAndTheNextOneBeginsAnew() {
        var first = PrefixCursor.BEGINNING.after("k1000", NOON);
        assertThat(first.after()).isEqualTo("k1000");
        var done = first.after("k2000", NOON.plusSeconds(60)).after(null, NOON.plusSeconds(120));
        assertThat(done.after()).isNull();
        assertThat(done.since()).isEqualTo(NOON.minus(PrefixCursor.LONGEST_UPLOAD));
        assertThat(done.isNew(object("a", NOON.minusSeconds(1))))
                .as("its upload began before the round and ended after it")
                .isTrue();
    }

    @Test
    void noRowIsMissedHoweverLateItIsCommitted() {
        var random = new Random(4);
        for (int round = 0; round < 200; round++) {
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 300; i++) {
                var dated = NOON.plusMillis(random.nextInt(600_000));
                rows.add(
                        new Row(
                                "r%03d".formatted(i),
                                dated,
                                dated.plusMillis(random.nextInt(59_000))));
            }
            var found = new HashSet<String>();
            var cursor = EndCursor.from(NOON);
            for (var now = NOON; now.isBefore(NOON.plusSeconds(700)); now = now.plusSeconds(7)) {
                var page = page(rows, cursor, now);
                page.forEach(row -> found.add(row.name()));
                cursor =
                        page.size() == MOST
                                ? cursor.some(page.getLast().dated(), page.getLast().name())
                                : cursor.all(page.isEmpty() ? null : page.getLast().dated());
            }
            assertThat(found).hasSize(300);
        }
    }

    private static final int MOST = 1000;

    private record Row(String name, Instant dated, Instant committed) {}

    private static List<Row> page(List<Row> rows, EndCursor cursor, Instant now) {
        return rows.stream()
                .filter(row -> !row.committed().isAfter(now))
                .filter(row -> {
                    int order = row.dated().compareTo(cursor.begin());
                    var last = cursor.last() == null ? "" : cursor.last();
                    return order > 0 || order == 0 && row.name().compareTo(last) > 0;
                })
                .sorted(Comparator.comparing(Row::dated).thenComparing(Row::name))
                .limit(MOST)
                .toList();
    }

    @Test
    void rowsBeforeTheBeginningDoNotCountAlsoThoseOfTheLastMinute() {
        assertThat(EndCursor.from(NOON).begin()).isEqualTo(NOON);
        assertThat(EndCursor.from(NOON).all(NOON.plusSeconds(90)).begin())
                .isEqualTo(NOON.plusSeconds(30));
        assertThat(EndCursor.from(NOON).some(NOON.plusSeconds(90), "r").begin())
                .isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void anEventIsReadAgainWhileOthersMayAppearBeforeIt() {
        var told =
                List.of(
                        told(3, NOON.minusSeconds(300)),
                        told(4, NOON.minusSeconds(100)),
                        told(6, NOON.minusSeconds(10)),
                        told(7, NOON.minusSeconds(100)));
        assertThat(Emissions.settled(1, told, NOON)).isEqualTo(4);
        assertThat(Emissions.settled(1, List.of(), NOON)).isEqualTo(1);
    }

    private static Emissions.Told told(long id, Instant at) {
        return new Emissions.Told(id, at, new Finding(String.valueOf(id), Map.of()));
    }

    @Test
    void aConditionIsFoundWhenItBeginsToHold() {
        assertThat(Level.HOLDS.after(null, NOON, Map.of()).found()).hasSize(1);
        assertThat(Level.HOLDS.after("HOLDS", NOON, Map.of()).found()).isEmpty();
        assertThat(Level.HOLDS_NOT.after("HOLDS", NOON, Map.of()).found()).isEmpty();
        var again = Level.HOLDS.after("HOLDS_NOT", NOON, Map.of());
        assertThat(again.found())
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("2026-11-20T12:00:00Z");
        assertThat(again.cursor()).isEqualTo("HOLDS");
    }
}
