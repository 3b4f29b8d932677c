package dev.millrace.orchestrator.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** This process as an owner of runs: one row whose heartbeat is the lease on all of them. */
@Component
class Instance {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final RunSettings settings;
    private final UUID id = UUID.randomUUID();

    Instance(JdbcClient jdbc, RunSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    UUID id() {
        return id;
    }

    /**
     * Renews the lease. A renewal that comes later than a lease after the last one starts a new
     * period of steadiness: the database was away, and the others look dead only because of that.
     */
    void renew() {
        jdbc.sql(
                        """
                        insert into instance (id, name) values (:id, :name)
                        on conflict (id) do update
                           set steady_since = case when instance.heartbeat_at
                                                        < database_now() - :lease * interval '1 millisecond'
                                                   then database_now() else instance.steady_since end,
                               heartbeat_at = database_now()
                        """)
                .param("id", id)
                .param("name", name())
                .param("lease", settings.lease().toMillis())
                .update();
    }

    /** A run, in the generation in which this instance owns it. */
    record Claim(UUID run, long generation) {

        static Claim of(ResultSet row, int number) throws SQLException {
            return new Claim(row.getObject("run", UUID.class), row.getLong("generation"));
        }
    }

    /** Makes this instance the owner of some runs whose owner is dead; never starts an attempt. */
    List<Claim> takeOver(int most) {
        return jdbc.sql(
                        """
                        update run set owner = :me, generation = generation + 1
                         where id in (
                               select r.id from run r
                                where r.ended_at is null
                                  and (r.owner is null
                                       or (r.owner <> :me
                                           and not exists (
                                               select 1 from instance i
                                                where i.id = r.owner
                                                  and i.heartbeat_at
                                                      >= database_now() - :lease * interval '1 millisecond')
                                           and exists (
                                               select 1 from instance i
                                                where i.id = :me
                                                  and i.steady_since
                                                      <= database_now() - :lease * interval '1 millisecond')))
                                order by r.created_at
                                limit :most
                                  for update skip locked)
                        returning id as run, generation
                        """)
                .param("me", id)
                .param("lease", settings.lease().toMillis())
                .param("most", most)
                .query(Claim::of)
                .list();
    }

    /** Every run of this instance that has not ended. */
    List<Claim> owned() {
        return jdbc.sql(
                        """
                        select id as run, generation from run
                         where owner = :me and ended_at is null
                        """)
                .param("me", id)
                .query(Claim::of)
                .list();
    }

    /**
     * Claims runs of this instance from itself. What an earlier generation still tries to write
     * comes before this, or never.
     */
    List<Claim> claimAgain(List<Claim> runs) {
        return jdbc.sql(
                        """
                        update run r set generation = r.generation + 1
                          from unnest(cast(:runs as uuid[]), cast(:generations as bigint[]))
                               as o (id, generation)
                         where r.id = o.id and r.generation = o.generation
                           and r.owner = :me and r.ended_at is null
                        returning r.id as run, r.generation
                        """)
                .param("me", id)
                .param(
                        "runs",
                        runs.stream().map(run -> run.run().toString()).toArray(String[]::new))
                .param("generations", runs.stream().map(Claim::generation).toArray(Long[]::new))
                .query(Claim::of)
                .list();
    }

    /** Gives every run back, so that nobody has to wait for the lease to end. */
    void leave() {
        jdbc.sql("update run set owner = null where owner = :me and ended_at is null")
                .param("me", id)
                .update();
        jdbc.sql("delete from instance where id = :me").param("me", id).update();
    }

    /** Rows of processes that ended without leaving. */
    void forgetTheDead() {
        jdbc.sql(
                        """
                        delete from instance
                         where heartbeat_at < database_now() - :remembered * interval '1 millisecond'
                        """)
                .param("remembered", REMEMBERED.toMillis())
                .update();
    }

    private static String name() {
        return ProcessHandle.current().pid() + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
