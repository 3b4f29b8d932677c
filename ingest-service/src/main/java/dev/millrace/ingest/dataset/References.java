package dev.millrace.ingest.dataset;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who needs which version; and the end of a version that nobody needs. */
@Component
class References {

    private final JdbcClient jdbc;
    private final Clock clock;

    References(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Target(long id, String prefix) {}

    @Transactional
    void add(String dataset, int number, String referrer) {
        // The lock waits for a delete under way, which then leaves nothing to refer to.
        var target = lock(dataset, number);
        jdbc.sql(
                        """
                        insert into version_reference (version_id, referrer, created_at)
                        values (:version, :referrer, :now)
                        on conflict do nothing
                        """)
                .param("version", target.id())
                .param("referrer", referrer)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    void remove(String dataset, int number, String referrer) {
        jdbc.sql(
                        "delete from version_reference where version_id = :version and referrer = :referrer")
                .param("version", lock(dataset, number).id())
                .param("referrer", referrer)
                .update();
    }

    /**
     * Takes a version out of the catalogue.
     *
     * @return the key prefix of its objects, which nothing refers to once this is committed
     */
    @Transactional
    String delete(String dataset, int number) {
        var target = lock(dataset, number);
        var referrers =
                jdbc.sql(
                                """
                                select referrer from version_reference
                                 where version_id = :version
                                 order by created_at, referrer
                                """)
                        .param("version", target.id())
                        .query((row, _) -> row.getString("referrer"))
                        .list();
        if (!referrers.isEmpty()) {
            throw stillReferenced(dataset + "@" + number, referrers);
        }
        jdbc.sql("delete from dataset_version where id = :version")
                .param("version", target.id())
                .update();
        return target.prefix();
    }

    private Target lock(String dataset, int number) {
        return jdbc.sql(
                        """
                        select v.id, v.prefix
                          from dataset d
                          join dataset_version v on v.dataset_id = d.id
                         where d.name = :name and v.number = :number
                           for update
                        """)
                .param("name", dataset)
                .param("number", number)
                .query(Target.class)
                .optional()
                .orElseThrow(() -> Datasets.notFound(dataset, Integer.toString(number)));
    }

    private static PlatformException stillReferenced(String version, List<String> referrers) {
        return new PlatformException(
                FailureCode.STILL_REFERENCED,
                "%s cannot be deleted: %s refer%s to it."
                        .formatted(
                                version,
                                String.join(", ", referrers),
                                referrers.size() == 1 ? "s" : ""),
                referrers.stream().map(who -> Mistake.in(who, "refers to " + version)).toList());
    }
}
