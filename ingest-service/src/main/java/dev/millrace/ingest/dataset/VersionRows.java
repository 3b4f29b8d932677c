package dev.millrace.ingest.dataset;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.kit.store.ObjectStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes versions out of rows of dataset_version joined with dataset. */
@Component
class VersionRows implements RowMapper<DatasetVersion> {

    private final ObjectStore store;
    private final JsonMapper json;

    VersionRows(ObjectStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public DatasetVersion mapRow(ResultSet row, int index) throws SQLException {
        return new DatasetVersion(
                row.getString("name"),
                row.getInt("number"),
                row.getString("hash"),
                row.getLong("row_count"),
                row.getLong("byte_count"),
                Arrays.asList(json.readValue(row.getString("columns"), DatasetColumn[].class)),
                store.uri(row.getString("prefix") + "data/"),
                store.uri(row.getString("source_key")),
                row.getString("source"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
