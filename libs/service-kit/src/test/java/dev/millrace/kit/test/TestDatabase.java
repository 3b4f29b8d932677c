package dev.millrace.kit.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/** One real PostgreSQL per JVM; it ends with the JVM. */
public final class TestDatabase {

    static final String USER = "postgres";

    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** Creates a database; the URL ends with {@code ?currentSchema=}. */
    static String create(String name) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema="
                    .formatted(SERVER.getPort(), name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            // Tests do not outlive their JVM, so they do without waiting for the disk.
            return EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
