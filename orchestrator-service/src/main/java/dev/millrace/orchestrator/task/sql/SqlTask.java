package dev.millrace.orchestrator.task.sql;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.SqlBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Connections;
import dev.millrace.orchestrator.task.Task;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One transaction with a database of the installation. A query cannot change anything; a change may
 * be committed without the step hearing of it, and then happens again.
 */
@Component
final class SqlTask implements Task {

    private static final int ROWS = 1000;
    private static final int CHARACTERS = 2_000_000;
    private static final int FETCH = 1000;

    private final Connections connections;
    private final Copies copies;

    SqlTask(Connections connections, Copies copies) {
        this.connections = connections;
        this.copies = copies;
    }

    @Override
    public StepType type() {
        return StepType.SQL;
    }

    @Override
    public Outcome run(TaskAttempt attempt) {
        var body = attempt.body(SqlBody.class);
        try (var connection = connections.open(body.connection(), attempt::secret)) {
            connection.setReadOnly(body.query() != null);
            connection.setAutoCommit(false);
            var outputs = outputs(attempt, body, connection);
            connection.commit();
            return new Outcome.Succeeded(outputs);
        } catch (SQLException failed) {
            throw new PlatformException(
                    Connections.isFinal(failed)
                            ? FailureCode.CALL_REFUSED
                            : FailureCode.SERVICE_UNAVAILABLE,
                    "connection '%s': %s".formatted(body.connection(), told(failed)),
                    failed);
        }
    }

    /** Of a batch, the first one that failed says more than the batch. */
    private static @Nullable String told(SQLException failed) {
        var next = failed.getNextException();
        return next == null ? failed.getMessage() : next.getMessage();
    }

    private Map<String, Object> outputs(TaskAttempt attempt, SqlBody body, Connection connection)
            throws SQLException {
        if (body.from() != null) {
            return Map.of(
                    "count",
                    copies.read(
                            attempt,
                            connection,
                            body.from(),
                            Objects.requireNonNull(body.into(), "into")));
        }
        var sql = body.query() == null ? body.update() : body.query();
        try (var statement =
                Bound.statement(connection, Objects.requireNonNull(sql), body.parameters())) {
            attempt.onStop(() -> Statements.cancel(statement));
            if (body.query() == null) {
                return Map.of("count", statement.executeLargeUpdate());
            }
            statement.setFetchSize(FETCH);
            try (var rows = statement.executeQuery()) {
                return body.to() == null
                        ? rows(body, rows)
                        : Map.of(
                                "count",
                                copies.write(attempt, rows, body.to()),
                                "location",
                                body.to());
            }
        }
    }

    private static Map<String, Object> rows(SqlBody body, ResultSet rows) throws SQLException {
        int most = Objects.requireNonNullElse(body.maxRows(), ROWS);
        var names = Cells.names(rows);
        var all = new ArrayList<Map<String, @Nullable Object>>();
        long characters = 0;
        while (rows.next()) {
            var row = Cells.row(rows, names);
            characters += row.toString().length();
            if (all.size() == most || characters > CHARACTERS) {
                throw new PlatformException(
                        FailureCode.INVALID_DATA,
                        "the query gives more than %s; ask for less, raise 'maxRows', or copy with 'to'"
                                .formatted(
                                        all.size() == most
                                                ? most + " rows"
                                                : CHARACTERS + " characters"));
            }
            all.add(row);
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("rows", all);
        outputs.put("count", all.size());
        var value = all.isEmpty() || names.isEmpty() ? null : all.getFirst().get(names.getFirst());
        if (value != null) {
            outputs.put("value", value);
        }
        return outputs;
    }
}
