package dev.millrace.ingest.dataset;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Brings versions into the catalogue. The row of their dataset is locked meanwhile. */
@Component
public class Publishing {

    private final JdbcClient jdbc;
    private final Datasets datasets;
    private final Leftovers leftovers;
    private final JsonMapper json;
    private final Clock clock;

    Publishing(
            JdbcClient jdbc, Datasets datasets, Leftovers leftovers, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.datasets = datasets;
        this.leftovers = leftovers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Publishes, or finds the version that holds the same already; then the objects of the new one
     * are removed after the commit.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Published publish(NewVersion version) {
        long dataset = lock(version.dataset());
        var same = datasets.withHash(version.dataset(), version.hash());
        if (same.isPresent()) {
            afterCommit(() -> leftovers.remove(version.content().prefix()));
            return new Published(same.get(), true);
        }
        int number = insert(dataset, version);
        return new Published(datasets.version(version.dataset(), Integer.toString(number)), false);
    }

    private long lock(String name) {
        return jdbc.sql(
                        """
                        insert into dataset (name, created_at) values (:name, :now)
                        on conflict (name) do update set name = excluded.name
                        returning id
                        """)
                .param("name", name)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    private int insert(long dataset, NewVersion version) {
        return jdbc.sql(
                        """
                        with counted as (
                            update dataset set last_number = last_number + 1 where id = :dataset
                            returning last_number)
                        insert into dataset_version (dataset_id, number, hash, row_count, byte_count, columns, options,
                                                     prefix, source_key, source, created_at, created_by)
                        select :dataset, last_number, :hash, :rows, :bytes, :columns::jsonb, :options::jsonb,
                               :prefix, :sourceKey, :source, :now, :principal
                          from counted
                        returning number
                        """)
                .param("dataset", dataset)
                .param("hash", version.hash())
                .param("rows", version.content().rows())
                .param("bytes", version.content().bytes())
                .param("columns", json.writeValueAsString(version.content().columns()))
                .param("options", json.writeValueAsString(version.origin().options()))
                .param("prefix", version.content().prefix())
                .param("sourceKey", version.content().sourceKey())
                .param("source", version.origin().source())
                .param("now", now())
                .param("principal", version.origin().principal())
                .query(Integer.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
    }
}
