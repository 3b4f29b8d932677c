package dev.millrace.orchestrator.archive;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.orchestrator.chore.Chore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves old entries of the audit and decisions of schedules to the bucket, one JSON object a line.
 * An object is named by its first row: after a crash before the commit it is written again, not
 * beside.
 */
@Component
class Retention implements Chore {

    private static final int MOST_AT_ONCE = 1000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectStore store;
    private final ArchiveSettings settings;

    Retention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectStore store,
            ArchiveSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public String purpose() {
        return "archive old entries of the audit and decisions of schedules";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        move(
                "firings",
                """
                delete from firing where id in (
                       select id from (select * from firing order by id limit :most
                                          for update skip locked) first
                        where decided_at < cast(:until as timestamptz)
                          and state not in ('QUEUED', 'STARTING')
                          and not exists (select 1 from run r
                                           where r.idempotency_key = first.key and r.ended_at is null))
                returning id, decided_at as at, row_to_json(firing) as row
                """,
                settings.after());
        move(
                "audit",
                """
                delete from audit where id in (
                       select id from (select * from audit order by id limit :most
                                          for update skip locked) first
                        where at < cast(:until as timestamptz))
                returning id, at, row_to_json(audit) as row
                """,
                settings.auditAfter());
    }

    private record Line(long id, OffsetDateTime at, String row) {}

    private void move(String what, String delete, Duration age) {
        int moved = MOST_AT_ONCE;
        while (moved == MOST_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            Integer some = transaction.execute(status -> moveSome(what, delete, age));
            moved = some == null ? 0 : some;
        }
    }

    private int moveSome(String what, String delete, Duration age) {
        var until =
                jdbc.sql(
                                """
                                select set_config('millrace.audit_kept_since',
                                                  cast(database_now() - :age * interval '1 millisecond' as text), true)
                                  from set_config('idle_in_transaction_session_timeout', '2min', true) as s3_may_be_slow
                                """)
                        .param("age", age.toMillis())
                        .query(String.class)
                        .single();
        var lines =
                jdbc
                        .sql(delete)
                        .param("until", until)
                        .param("most", MOST_AT_ONCE)
                        .query((row, at) ->
                                new Line(
                                        row.getLong("id"),
                                        row.getObject("at", OffsetDateTime.class),
                                        row.getString("row")))
                        .list()
                        .stream()
                        .sorted(java.util.Comparator.comparingLong(Line::id))
                        .toList();
        if (!lines.isEmpty()) {
            store.put(key(what, lines.getFirst()), zipped(lines));
        }
        return lines.size();
    }

    private static String key(String what, Line first) {
        var day = DAY.format(first.at().withOffsetSameInstant(ZoneOffset.UTC));
        return "archive/%s/%s/%d.jsonl.gz".formatted(what, day, first.id());
    }

    private static byte[] zipped(List<Line> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            for (var line : lines) {
                zip.write((line.row() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
