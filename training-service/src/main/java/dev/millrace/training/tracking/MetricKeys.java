package dev.millrace.training.tracking;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Numbers that stand for the names of metrics. */
@Repository
class MetricKeys {

    private final JdbcClient jdbc;

    MetricKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of all names; those that are new get one. */
    Map<String, Integer> ids(Set<String> names) {
        var ids = find(names);
        if (ids.size() < names.size()) {
            add(names);
            ids = find(names); // a new statement sees what another transaction added meanwhile
        }
        return ids;
    }

    private Map<String, Integer> find(Collection<String> names) {
        var ids = new HashMap<String, Integer>();
        jdbc.sql("select name, id from metric_key where name = any(:names)")
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    ids.put(row.getString("name"), row.getInt("id"));
                });
        return ids;
    }

    /** In one order everywhere, so that two writers of the same names cannot block each other. */
    private void add(Collection<String> names) {
        jdbc.sql(
                        """
                        insert into metric_key (name)
                        select name from unnest(:names) as given (name)
                         where not exists (select from metric_key k where k.name = given.name)
                         order by name
                        on conflict do nothing
                        """)
                .param("names", names.toArray(String[]::new))
                .update();
    }
}
