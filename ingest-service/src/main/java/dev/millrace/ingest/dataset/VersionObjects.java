package dev.millrace.ingest.dataset;

import dev.millrace.kit.store.ReferencedObjects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The objects of every published version. */
@Component
class VersionObjects implements ReferencedObjects {

    private final JdbcClient jdbc;

    VersionObjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> prefixes() {
        return jdbc.sql("select prefix from dataset_version")
                .query((row, _) -> row.getString("prefix"))
                .set();
    }
}
