package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.run.DatabaseTime;
import dev.millrace.orchestrator.task.Connections;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Numbers that databases give. The cursor says whether the last one was above. */
@Component
class Numbers implements Search<Probe.Rises> {

    private static final int LONGEST_SECONDS = 15;

    private final Connections connections;
    private final DatabaseTime time;

    Numbers(Connections connections, DatabaseTime time) {
        this.connections = connections;
        this.time = time;
    }

    @Override
    public String now(Probe.Rises probe) {
        return look(probe, null).cursor();
    }

    @Override
    public Look look(Probe.Rises probe, @Nullable String cursor) {
        var now = Instant.ofEpochMilli(time.now().toEpochMilli());
        var value = ask(probe);
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("value", value);
        facts.put("at", now.toString());
        return Level.of(value != null && value.compareTo(BigDecimal.valueOf(probe.above())) > 0)
                .after(cursor, now, facts);
    }

    /** In a transaction that cannot write and that nobody commits. */
    private @Nullable BigDecimal ask(Probe.Rises probe) {
        try (var connection = connections.open(probe.connection())) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setQueryTimeout(LONGEST_SECONDS);
                statement.setMaxRows(2);
                try (var rows = statement.executeQuery(probe.query())) {
                    return number(rows);
                }
            }
        } catch (SQLException failed) {
            throw new PlatformException(
                    isWrong(failed) ? FailureCode.INVALID_REQUEST : FailureCode.SERVICE_UNAVAILABLE,
                    "connection '%s' gives no number: %s"
                            .formatted(probe.connection(), failed.getMessage()),
                    failed);
        }
    }

    /** Whether no later time makes it right: a query that nobody understands. */
    private static boolean isWrong(SQLException failed) {
        return failed.getSQLState() != null && failed.getSQLState().startsWith("42");
    }

    private static @Nullable BigDecimal number(ResultSet rows) throws SQLException {
        if (!rows.next() || rows.getMetaData().getColumnCount() != 1) {
            throw new SQLException("the query must give one row with one column");
        }
        var value = rows.getBigDecimal(1);
        if (rows.next()) {
            throw new SQLException("the query gives more than one row");
        }
        return value;
    }
}
