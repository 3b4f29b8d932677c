package dev.millrace.orchestrator.task.sql;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/** Statements whose {@code :name} are bound, never written into the text. */
final class Bound {

    private Bound() {}

    /** A list stands for as many values, as in {@code in (:days)}. */
    static PreparedStatement statement(
            Connection connection, String sql, @Nullable Map<String, @Nullable Object> parameters)
            throws SQLException {
        var values = new MapSqlParameterSource(Objects.requireNonNullElse(parameters, Map.of()));
        try {
            var statement =
                    connection.prepareStatement(
                            NamedParameterUtils.substituteNamedParameters(sql, values));
            bind(
                    statement,
                    NamedParameterUtils.buildValueArray(
                            NamedParameterUtils.parseSqlStatement(sql), values, List.of()));
            return statement;
        } catch (InvalidDataAccessApiUsageException missing) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, String.valueOf(missing.getMessage()), missing);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values)
            throws SQLException {
        int at = 1;
        for (var value : values) {
            if (value instanceof Collection<?> several) {
                for (var each : several) {
                    statement.setObject(at++, each);
                }
            } else {
                statement.setObject(at++, value);
            }
        }
    }
}
