package dev.millrace.orchestrator.lineage;

import dev.millrace.contracts.orchestrator.Lineage.Direction;
import dev.millrace.contracts.orchestrator.Lineage.Edge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Attempts whose artifacts are to be written down, and the artifacts of the others. */
@Component
class LineageRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LineageRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An attempt that has succeeded. */
    record Due(
            UUID run,
            String step,
            int attempt,
            String type,
            String request,
            String outputs,
            OffsetDateTime at) {}

    /**
     * Ours, and gone with the transaction. Those of a type that only a newer instance knows stay
     * for that one.
     */
    List<Due> take(Collection<String> types, int most) {
        return jdbc.sql(
                        """
                        with due as (
                            delete from lineage_due
                             where (run, step, attempt) in (
                                   select run, step, attempt from lineage_due
                                    where type = any(:types)
                                    order by at limit :most for update skip locked)
                            returning *)
                        select d.run, d.step, d.attempt, d.type, d.outputs, d.at,
                               coalesce(a.request, 'null') as request
                          from due d left join attempt a
                            on a.run = d.run and a.step = d.step and a.number = d.attempt
                        """)
                .param("types", types.toArray(String[]::new))
                .param("most", most)
                .query((row, at) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("run", UUID.class),
                row.getString("step"),
                row.getInt("attempt"),
                row.getString("type"),
                row.getString("request"),
                row.getString("outputs"),
                row.getObject("at", OffsetDateTime.class));
    }

    /** A row of the table. */
    record Row(
            UUID run,
            String step,
            int attempt,
            String role,
            String kind,
            String name,
            OffsetDateTime at) {}

    void add(Collection<Row> rows) {
        jdbc.sql(
                        """
                        insert into artifact_use (run, step, attempt, role, kind, name, at)
                        select r.run, r.step, r.attempt, r.role, r.kind, r.name, r.at
                          from json_to_recordset(cast(:rows as json))
                               as r (run uuid, step text, attempt int, role text, kind text,
                                     name text, at timestamptz)
                        on conflict do nothing
                        """)
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    boolean knows(Artifact artifact) {
        return jdbc.sql(
                        """
                        select exists (select 1 from artifact_use where kind = :kind and name = :name)
                        """)
                .param("kind", artifact.kind().toString())
                .param("name", artifact.name())
                .query(Boolean.class)
                .single();
    }

    /** One step further from any of these; the newest first where there are too many. */
    List<Edge> next(Collection<Artifact> from, Direction direction, int most) {
        return jdbc.sql(
                        """
                        select case when u.role = 'IN' then u.kind || ':' || u.name
                                    else o.kind || ':' || o.name end as "from",
                               case when u.role = 'IN' then o.kind || ':' || o.name
                                    else u.kind || ':' || u.name end as "to",
                               u.run, u.step, u.attempt, u.at
                          from unnest(:kinds, :names) as f (kind, name)
                          join artifact_use u on u.kind = f.kind and u.name = f.name and u.role = :here
                          join artifact_use o on o.run = u.run and o.step = u.step
                                             and o.attempt = u.attempt and o.role = :there
                         order by u.at desc, u.run, u.step, o.kind, o.name
                         limit :most
                        """)
                .param("kinds", from.stream().map(a -> a.kind().toString()).toArray(String[]::new))
                .param("names", from.stream().map(Artifact::name).toArray(String[]::new))
                .param("here", direction == Direction.UP ? "OUT" : "IN")
                .param("there", direction == Direction.UP ? "IN" : "OUT")
                .param("most", most)
                .query((row, at) -> edge(row))
                .list();
    }

    private static Edge edge(ResultSet row) throws SQLException {
        return new Edge(
                row.getString("from"),
                row.getString("to"),
                row.getObject("run", UUID.class),
                row.getString("step"),
                row.getInt("attempt"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
