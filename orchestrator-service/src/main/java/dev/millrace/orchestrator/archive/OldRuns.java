package dev.millrace.orchestrator.archive;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of runs that ended long ago. */
@Component
class OldRuns {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    OldRuns(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A run as it stood when it was chosen; a rerun makes another generation of it. */
    record Old(UUID id, long generation, long lastEvent) {}

    /**
     * The oldest ones. A run waits for those that it started, and for its lineage to be written
     * down.
     */
    List<Old> oldest(Duration age, int most) {
        return jdbc.sql(
                        """
                        select r.id, r.generation, r.last_event from run r
                         where r.created_at < (select database_now() - :age * interval '1 millisecond')
                           and r.ended_at < (select database_now() - :age * interval '1 millisecond')
                           and not exists (select 1 from run c where c.parent_run = r.id)
                           and not exists (select 1 from lineage_due d where d.run = r.id)
                         order by r.created_at limit :most
                        """)
                .param("age", age.toMillis())
                .param("most", most)
                .query((row, at) ->
                        new Old(
                                row.getObject("id", UUID.class),
                                row.getLong("generation"),
                                row.getLong("last_event")))
                .list();
    }

    /**
     * Deletes them in one short transaction, but for those that somebody uses or has run again
     * since. Nobody waits: whoever holds one of their rows keeps it.
     */
    int delete(List<Old> runs) {
        Integer deleted = transaction.execute(status -> deleteFree(runs));
        return deleted == null ? 0 : deleted;
    }

    private int deleteFree(List<Old> runs) {
        var free =
                jdbc.sql(
                                """
                                select r.id from run r
                                  join unnest(:ids, :generations, :events) as o (id, generation, last_event)
                                    on r.id = o.id and r.generation = o.generation
                                   and r.last_event = o.last_event
                                 where r.ended_at is not null for update of r skip locked
                                """)
                        .param("ids", runs.stream().map(Old::id).toArray(UUID[]::new))
                        .param(
                                "generations",
                                runs.stream().map(Old::generation).toArray(Long[]::new))
                        .param("events", runs.stream().map(Old::lastEvent).toArray(Long[]::new))
                        .query((row, at) -> row.getObject("id", UUID.class))
                        .list()
                        .toArray(UUID[]::new);
        for (var table : List.of("command", "event", "attempt", "step")) {
            jdbc.sql("delete from " + table + " where run = any(:ids)").param("ids", free).update();
        }
        return jdbc.sql("delete from run where id = any(:ids)").param("ids", free).update();
    }
}
