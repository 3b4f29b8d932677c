package dev.millrace.ingest.upload;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.ingest.source.SourceFile;
import dev.millrace.ingest.source.SourceKind;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was uploaded and has not expired. */
@Component
class Uploads implements SourceKind, ReferencedObjects {

    static final String SCHEME = "upload:";

    private final JdbcClient jdbc;
    private final ObjectStore store;

    Uploads(JdbcClient jdbc, ObjectStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** An upload that has arrived. */
    record Row(UUID id, long byteCount, String sha256, Timestamp createdAt, String createdBy) {}

    static String prefix(UUID id) {
        return "ingest/upload/" + id + "/";
    }

    static String key(UUID id) {
        return prefix(id) + "bytes";
    }

    void add(Row upload) {
        jdbc.sql(
                        """
                        insert into upload (id, byte_count, sha256, created_at, created_by)
                        values (:id, :byteCount, :sha256, :createdAt, :createdBy)
                        """)
                .paramSource(upload)
                .update();
    }

    /** Forgets uploads that arrived before then, and says which. */
    List<UUID> removeBefore(Instant then) {
        return jdbc.sql("delete from upload where created_at < :then returning id")
                .param("then", Timestamp.from(then))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    @Override
    public boolean handles(String source) {
        return source.startsWith(SCHEME);
    }

    @Override
    public List<SourceFile> find(String source) {
        String id = source.substring(SCHEME.length());
        return jdbc.sql("select * from upload where id::text = :id")
                .param("id", id)
                .query(Row.class)
                .optional()
                .map(row -> List.<SourceFile>of(new Uploaded(source, row.id(), row.byteCount())))
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.SOURCE_NOT_FOUND,
                                "There is no upload %s; uploads are removed after a day."
                                        .formatted(id)));
    }

    @Override
    public Set<String> prefixes() {
        return jdbc.sql("select id from upload")
                .query((row, _) -> prefix(row.getObject("id", UUID.class)))
                .set();
    }

    private final class Uploaded implements SourceFile {

        private final String name;
        private final UUID id;
        private final long bytes;

        Uploaded(String name, UUID id, long bytes) {
            this.name = name;
            this.id = id;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Opened open() {
            InputStream stream = store.open(key(id));
            return new Opened(stream, bytes);
        }
    }
}
