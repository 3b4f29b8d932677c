package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL from embedded binaries, on loopback, with durable settings. */
final class PostgresProcess implements PartProcess {

    static final String DATABASE = "millrace";
    static final String USER = "millrace";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "shared_buffers", "64MB",
                    "max_connections", "100",
                    "timezone", "UTC",
                    "log_timezone", "UTC");

    private final Home home;
    private final int port;
    private final Secrets secrets;
    private volatile boolean databaseExists;

    PostgresProcess(Home home, int port, Secrets secrets) {
        this.home = home;
        this.port = port;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return Part.POSTGRES.label();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isFoundation() {
        return true;
    }

    @Override
    public Stopping.Signal stopSignal() {
        return Stopping.Signal.INT;
    }

    @Override
    public Process start() throws IOException, InterruptedException {
        PostgresBinaries.extractTo(home.postgresBinaries());
        PostgresSurvivor.stop(home.postgresData());
        initialise();
        var command = command("postgres", "-D", home.postgresData().toString());
        command.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return Launch.detachedOutput(new ProcessBuilder(command), home.log(name()));
    }

    @Override
    public Optional<String> problem() {
        try {
            if (databaseExists) {
                connect(DATABASE).close();
            } else {
                createDatabase();
                databaseExists = true;
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("does not answer: " + e.getMessage());
        }
    }

    /** A folder without {@code PG_VERSION} is new, or was left by an initdb that was killed. */
    private void initialise() throws IOException, InterruptedException {
        if (Files.exists(home.postgresData().resolve("PG_VERSION"))) {
            return;
        }
        var unfinished = home.postgresData().resolveSibling("unfinished");
        Folders.delete(unfinished);
        var password = Files.createTempFile(home.temporary(), "password", "");
        Files.writeString(password, secrets.databasePassword());
        var command = command("initdb", "-D", unfinished.toString(), "-U", USER);
        command.addAll(List.of("--encoding=UTF8", "--locale=C", "--pwfile=" + password));
        command.addAll(List.of("--auth=scram-sha-256"));
        var exit = Launch.detachedOutput(new ProcessBuilder(command), home.log(name())).waitFor();
        Files.delete(password);
        if (exit != 0) {
            throw new IOException("initdb ended with %d, see its log".formatted(exit));
        }
        Folders.delete(home.postgresData());
        Files.move(unfinished, home.postgresData());
    }

    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.postgresBinaries().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void createDatabase() throws SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            var found =
                    statement.executeQuery(
                            "select 1 from pg_database where datname = '%s'".formatted(DATABASE));
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private java.sql.Connection connect(String database) throws SQLException {
        var login = new Properties();
        login.put("user", USER);
        login.put("password", secrets.databasePassword());
        login.put("connectTimeout", "3");
        login.put("socketTimeout", "10");
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
        var connection = new org.postgresql.Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("the driver does not know " + url);
        }
        return connection;
    }
}
