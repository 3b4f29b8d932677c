package dev.millrace.training.tracking;

import dev.millrace.contracts.training.MetricPoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The numbers of runs. A write costs the same however many points there are: it appends to the
 * run's own stretch of one index, and overwrites one row of {@code latest_metric} for each metric.
 */
@Repository
class MetricPoints {

    private static final String WRITE =
            """
            with given as (
                select * from unnest(:keys, :steps, :times, :values) as given (key, step, at, value)
            ), kept as (
                insert into metric (run, key, step, at, value)
                select :run, key, step, at, value from given order by key, step
                on conflict do nothing
            )
            insert into latest_metric as latest (run, key, step, at, value)
            select distinct on (key) :run, key, step, at, value
              from given order by key, step desc, at desc, value desc
            on conflict (run, key) do update
               set step = excluded.step, at = excluded.at, value = excluded.value
             where (excluded.step, excluded.at, excluded.value) > (latest.step, latest.at, latest.value)
            """;

    private final JdbcClient jdbc;
    private final MetricKeys keys;

    MetricPoints(JdbcClient jdbc, MetricKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** Idempotent: a point that is there already changes nothing. */
    void write(long run, List<Point> points) {
        if (points.isEmpty()) {
            return;
        }
        var ids = keys.ids(points.stream().map(Point::metric).collect(Collectors.toSet()));
        jdbc.sql(WRITE)
                .param("run", run)
                .param("keys", points.stream().mapToInt(point -> ids.get(point.metric())).toArray())
                .param("steps", points.stream().mapToLong(Point::step).toArray())
                .param("times", points.stream().mapToLong(Point::at).toArray())
                .param("values", points.stream().mapToDouble(Point::value).toArray())
                .update();
    }

    /** The last point of each metric, by run and name. */
    Map<Long, Map<String, MetricPoint>> latest(Collection<Long> runs) {
        var latest = new HashMap<Long, Map<String, MetricPoint>>();
        jdbc.sql(
                        """
                        select m.run, k.name, m.step, m.at, m.value
                          from latest_metric m join metric_key k on k.id = m.key
                         where m.run = any(:runs)
                        """)
                .param("runs", runs.toArray(Long[]::new))
                .query(row -> {
                    latest.computeIfAbsent(row.getLong("run"), run -> new TreeMap<>())
                            .put(row.getString("name"), point(row, 0));
                });
        return latest;
    }

    /** Points after a place, in the order of step, time and value. */
    List<MetricPoint> history(long run, String metric, HistoryPlace after, int limit) {
        return jdbc.sql(
                        """
                        select step, at, value from metric
                         where run = :run and key = (select id from metric_key where name = :metric)
                           and (:whole or (step, at, value) > (:step, :at, :value))
                         order by step, at, value limit :limit
                        """)
                .param("run", run)
                .param("metric", metric)
                .param("whole", after.isStart())
                .param("step", after.step())
                .param("at", after.at())
                .param("value", after.value())
                .param("limit", limit)
                .query(MetricPoints::point)
                .list();
    }

    /** Forgets the points from a step on, because they will come again. */
    void rewind(long run, long step) {
        jdbc.sql("delete from metric where run = :run and step >= :step")
                .param("run", run)
                .param("step", step)
                .update();
        jdbc.sql("delete from latest_metric where run = :run").param("run", run).update();
        jdbc.sql(
                        """
                        insert into latest_metric (run, key, step, at, value)
                        select distinct on (key) run, key, step, at, value from metric
                         where run = :run order by key, step desc, at desc, value desc
                        """)
                .param("run", run)
                .update();
    }

    private static MetricPoint point(ResultSet row, int index) throws SQLException {
        return new MetricPoint(
                row.getLong("step"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getDouble("value"));
    }
}
