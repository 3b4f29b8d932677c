package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.platform.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL as people run it elsewhere: the image, not our embedded programs. */
class PostgresContainerIT {

    private static final String IMAGE = "postgres:18";

    @Test
    void everyServiceFindsItsSchemaInThePublicImage() throws SQLException {
        requireEngine();
        try (var postgres = new PostgreSQLContainer(IMAGE)) {
            postgres.start();

            for (var service : Part.services()) {
                migrate(service, postgres);
            }

            try (var connection = postgres.createConnection("");
                    var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    """
                                    select schemaname from pg_tables
                                     where tablename = 'kit_history' or tablename = 'flyway_schema_history'
                                    """)) {
                var schemas = new ArrayList<String>();
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
                assertThat(schemas).containsAll(Part.services().stream().map(Part::label).toList());
            }
        }
    }

    private static void requireEngine() {
        var engine = DockerClientFactory.instance().isDockerAvailable();
        var skipped = "Skipped: there is no container engine here to run %s in".formatted(IMAGE);
        if (!engine) {
            LivePlatform.say(skipped);
        }
        assumeTrue(engine, skipped);
    }

    /** As the service itself does at its start. */
    private static void migrate(Part service, PostgreSQLContainer postgres) {
        Flyway.configure()
                .dataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword())
                .schemas(service.label())
                .locations(
                        "filesystem:"
                                + Script.ROOT.resolve("libs/service-kit/src/main/resources/db/kit"),
                        "filesystem:"
                                + Script.ROOT.resolve(
                                        service.label()
                                                + "-service/src/main/resources/db/migration"))
                .outOfOrder(true)
                .load()
                .migrate();
    }
}
