package dev.millrace.endtoend;

import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The platform's database, seen past the services. */
final class Database implements AutoCloseable {

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database of(Home home, int port) throws IOException, SQLException {
        var secrets =
                Json.MAPPER.readTree(Files.readAllBytes(home.folder().resolve("secrets.json")));
        return new Database(
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/millrace".formatted(port),
                        "millrace",
                        secrets.path("databasePassword").asString()));
    }

    /** Addresses below which uploads wait to be ingested. */
    List<String> uploads() throws SQLException {
        var addresses = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from ingest.upload")) {
            while (rows.next()) {
                addresses.add("s3://millrace/ingest/upload/" + rows.getString("id"));
            }
        }
        return addresses;
    }

    /** What a query finds, by the names of its columns. */
    List<Map<String, Object>> rows(String query) throws SQLException {
        var found = new ArrayList<Map<String, Object>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var columns = rows.getMetaData();
            while (rows.next()) {
                var row = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), rows.getObject(i));
                }
                found.add(row);
            }
        }
        return found;
    }

    Map<String, Object> row(String query) throws SQLException {
        return rows(query).getFirst();
    }

    /** Rows of a table for which a condition holds. */
    long count(String table, String condition) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from %s where %s".formatted(table, condition))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Makes the registry believe that a file of a model version always had that hash. */
    void forgeHash(String model, int number, String file, String hash) throws SQLException {
        try (var update =
                connection.prepareStatement(
                        """
                        update training.model_version
                           set artifact_hashes = jsonb_set(artifact_hashes, array[?], to_jsonb(?::text))
                         where model = ? and number = ?
                        """)) {
            update.setString(1, file);
            update.setString(2, hash);
            update.setString(3, model);
            update.setInt(4, number);
            if (update.executeUpdate() != 1) {
                throw new AssertionError("no row of %s@%d".formatted(model, number));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
