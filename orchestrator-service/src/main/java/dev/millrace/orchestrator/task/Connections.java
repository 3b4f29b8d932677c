package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the databases that this installation names. A connection is its opener's alone. */
@Component
public final class Connections {

    private final ConnectionSettings settings;
    private final Secrets secrets;

    Connections(ConnectionSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    public Connection open(String name) throws SQLException {
        return open(name, secrets::value);
    }

    /**
     * @param secret fills in the one that holds the password
     */
    public Connection open(String name, UnaryOperator<String> secret) throws SQLException {
        var known = settings.connections().get(name);
        if (known == null) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "there is no connection '%s' here; there are %s"
                            .formatted(name, new TreeSet<>(settings.connections().keySet())));
        }
        var properties = new Properties();
        put(properties, "user", known.username());
        put(
                properties,
                "password",
                known.passwordSecret() == null
                        ? known.password()
                        : secret.apply(known.passwordSecret()));
        if (known.url().startsWith("jdbc:postgresql:")) {
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("reWriteBatchedInserts", "true");
            // A text may stand for a date or a number: the database knows what it compares with.
            properties.setProperty("stringtype", "unspecified");
            properties.setProperty("ApplicationName", "millrace");
        }
        return DriverManager.getConnection(known.url(), properties);
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** Whether no later time makes it right. */
    public static boolean isFinal(SQLException failed) {
        var state = failed.getSQLState() == null ? "" : failed.getSQLState();
        // no connection, rolled back, out of resources, locked, shut down or cancelled
        return !state.isEmpty() && !state.matches("(08|40|53|55|57|58).*");
    }
}
