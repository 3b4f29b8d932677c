package dev.millrace.ingest.dataset;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.Dataset;
import dev.millrace.contracts.ingest.DatasetVersion;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue, to be read. */
@Component
public class Datasets {

    private final JdbcClient jdbc;
    private final VersionRows rows;
    private final JsonMapper json;

    Datasets(JdbcClient jdbc, VersionRows rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    List<Dataset> list(int limit) {
        return jdbc.sql(
                        """
                        select d.name,
                               (select count(*) from dataset_version v where v.dataset_id = d.id) as versions,
                               latest.number as latest_version,
                               latest.row_count as latest_rows,
                               latest.created_at as updated_at
                          from dataset d
                          join lateral (select * from dataset_version v where v.dataset_id = d.id
                                         order by v.number desc limit 1) latest on true
                         order by d.name
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, _) ->
                        new Dataset(
                                row.getString("name"),
                                row.getInt("versions"),
                                row.getInt("latest_version"),
                                row.getLong("latest_rows"),
                                row.getTimestamp("updated_at").toInstant()))
                .list();
    }

    List<DatasetVersion> versions(String name) {
        var versions =
                jdbc.sql(
                                """
                                select d.name, v.*
                                  from dataset d
                                  join dataset_version v on v.dataset_id = d.id
                                 where d.name = :name
                                 order by v.number desc
                                """)
                        .param("name", name)
                        .query(rows)
                        .list();
        if (versions.isEmpty()) {
            throw notFound("There is no dataset named \"%s\".".formatted(name));
        }
        return versions;
    }

    /**
     * @param version a number, or {@code latest}
     */
    DatasetVersion version(String name, String version) {
        if (version.equals("latest")) {
            return versions(name).getFirst();
        }
        return jdbc.sql(
                        """
                        select d.name, v.*
                          from dataset d
                          join dataset_version v on v.dataset_id = d.id
                         where d.name = :name and v.number = :number
                        """)
                .param("name", name)
                .param("number", VersionNumber.parse(version))
                .query(rows)
                .optional()
                .orElseThrow(() -> notFound(name, version));
    }

    public Optional<DatasetVersion> withHash(String name, String hash) {
        return jdbc.sql(
                        """
                        select d.name, v.*
                          from dataset d
                          join dataset_version v on v.dataset_id = d.id
                         where d.name = :name and v.hash = :hash
                        """)
                .param("name", name)
                .param("hash", hash)
                .query(rows)
                .optional();
    }

    /** How to read the source of a version again. */
    CsvOptions options(DatasetVersion version) {
        String text =
                jdbc.sql(
                                """
                                select v.options
                                  from dataset d
                                  join dataset_version v on v.dataset_id = d.id
                                 where d.name = :name and v.number = :number
                                """)
                        .param("name", version.dataset())
                        .param("number", version.number())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() ->
                                notFound(version.dataset(), Integer.toString(version.number())));
        return json.readValue(text, CsvOptions.class);
    }

    static PlatformException notFound(String name, String version) {
        return notFound("There is no version %s of a dataset \"%s\".".formatted(version, name));
    }

    private static PlatformException notFound(String sentence) {
        return new PlatformException(FailureCode.DATASET_NOT_FOUND, sentence);
    }
}
