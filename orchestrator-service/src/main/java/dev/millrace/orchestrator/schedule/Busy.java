package dev.millrace.orchestrator.schedule;

import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What of a schedule or a backfill has not ended. Asks unfinished rows only, however many ended.
 */
@Component
class Busy {

    private static final String UNFINISHED =
            """
            select f.id, f.state, null as run, null as run_state from firing f
             where f.schedule = :schedule and f.state in ('QUEUED', 'STARTING')
               and f.backfill is not distinct from :backfill
            union all
            select f.id, f.state, r.id, r.state
              from run r join firing f on f.key = r.idempotency_key
             where r.ended_at is null and f.schedule = :schedule and f.state in ('STARTED', 'CANCELLED')
               and f.backfill is not distinct from :backfill
             order by id
            """;

    /** A decision whose run has not ended, or not begun. */
    record Unfinished(long id, String state, @Nullable UUID run, @Nullable String runState) {}

    private final JdbcClient jdbc;

    Busy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the schedule itself. */
    Of schedule(String name) {
        return of(name, null);
    }

    Of backfill(String schedule, UUID backfill) {
        return of(schedule, backfill);
    }

    private Of of(String schedule, @Nullable UUID backfill) {
        return new Of(
                jdbc.sql(UNFINISHED)
                        .param("schedule", schedule)
                        .param("backfill", backfill, Types.OTHER)
                        .query((row, at) ->
                                new Unfinished(
                                        row.getLong("id"),
                                        row.getString("state"),
                                        row.getObject("run", UUID.class),
                                        row.getString("run_state")))
                        .list());
    }

    /** Oldest first. */
    record Of(List<Unfinished> all) {

        List<Unfinished> queued() {
            return all.stream().filter(each -> each.state().equals("QUEUED")).toList();
        }

        /** Runs that go on, and those about to start. */
        List<Unfinished> active() {
            return all.stream().filter(each -> !each.state().equals("QUEUED")).toList();
        }

        List<UUID> notYetCancelled() {
            return all.stream()
                    .filter(each -> !"CANCELLING".equals(each.runState()))
                    .map(Unfinished::run)
                    .filter(Objects::nonNull)
                    .toList();
        }

        /** Names what goes on; empty if nothing does. */
        String name() {
            return active().stream()
                    .findFirst()
                    .map(each -> each.run() == null ? "the run before" : "run " + each.run())
                    .orElse("");
        }
    }
}
