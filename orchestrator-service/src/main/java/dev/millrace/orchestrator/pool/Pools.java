package dev.millrace.orchestrator.pool;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Pool;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All pools, as people see and change them; who gets a slot is decided elsewhere. */
@Component
class Pools {

    private final JdbcClient jdbc;

    Pools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Pool> list() {
        var holders = holders();
        return jdbc.sql(
                        """
                        select p.name, p.slots,
                               (select count(*) from step s
                                 where s.pool = p.name and s.state = 'QUEUED') as waiting
                          from pool p order by p.name
                        """)
                .query((row, at) ->
                        new Pool(
                                row.getString("name"),
                                row.getInt("slots"),
                                row.getInt("waiting"),
                                holders.getOrDefault(row.getString("name"), List.of())))
                .list();
    }

    Pool find(String name) {
        return list().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    @Transactional
    void put(String name, int slots, String principal) {
        if (!name.matches(Names.PATTERN)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, "a pool's name " + Names.MESSAGE);
        }
        jdbc.sql(
                        """
                        insert into pool (name, slots, updated_by) values (:name, :slots, :by)
                        on conflict (name) do update
                           set slots = excluded.slots, updated_by = excluded.updated_by,
                               updated_at = database_now()
                        """)
                .param("name", name)
                .param("slots", slots)
                .param("by", principal)
                .update();
        jdbc.sql(
                        """
                        insert into slot (pool, number) select :name, generate_series(1, :slots)
                        on conflict do nothing
                        """)
                .param("name", name)
                .param("slots", slots)
                .update();
        jdbc.sql("delete from slot where pool = :name and number > :slots and run is null")
                .param("name", name)
                .param("slots", slots)
                .update();
    }

    @Transactional
    void delete(String name) {
        var locked =
                jdbc.sql("select name from pool where name = :name for update")
                        .param("name", name)
                        .query(String.class)
                        .optional();
        if (locked.isEmpty()) {
            throw unknown(name);
        }
        var held = holders().getOrDefault(name, List.of());
        if (!held.isEmpty()) {
            throw new PlatformException(
                    FailureCode.STILL_REFERENCED,
                    "%d steps hold slots of '%s', the first is '%s' of run %s"
                            .formatted(
                                    held.size(),
                                    name,
                                    held.getFirst().step(),
                                    held.getFirst().run()));
        }
        jdbc.sql("delete from pool where name = :name").param("name", name).update();
    }

    private Map<String, List<Pool.Holder>> holders() {
        record Held(String pool, Pool.Holder holder) {}
        return jdbc
                .sql(
                        """
                        select s.pool, s.run, s.step, r.pipeline, s.taken_at
                          from slot s join run r on r.id = s.run
                         order by s.taken_at
                        """)
                .query((row, at) ->
                        new Held(
                                row.getString("pool"),
                                new Pool.Holder(
                                        row.getObject("run", UUID.class),
                                        row.getString("step"),
                                        row.getString("pipeline"),
                                        row.getObject("taken_at", OffsetDateTime.class)
                                                .toInstant())))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Held::pool, Collectors.mapping(Held::holder, Collectors.toList())));
    }

    private static PlatformException unknown(String name) {
        return new PlatformException(
                FailureCode.POOL_NOT_FOUND, "there is no pool '%s'".formatted(name));
    }
}
