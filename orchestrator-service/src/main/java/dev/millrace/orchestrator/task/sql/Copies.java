package dev.millrace.orchestrator.task.sql;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Rows to CSV in the object store, and back. Memory does not grow with them. */
@Component
final class Copies {

    private static final int BATCH = 1000;
    private static final int NOTED = 100_000;
    private static final Pattern COLUMN = Pattern.compile("[^\"\\x00]{1,200}");

    /** Services keep what is theirs below these. */
    private static final Set<String> SERVICES =
            Set.of("ingest", "prep", "training", "inference", "orchestrator");

    private final ObjectStore store;

    Copies(ObjectStore store) {
        this.store = store;
    }

    /** The object appears when all rows are in it. */
    long write(TaskAttempt attempt, ResultSet rows, String to) throws SQLException {
        var object = store.create(keyToWrite(to));
        try {
            var writer = new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
            var names = Cells.names(rows);
            Csv.write(writer, names);
            long count = 0;
            while (rows.next()) {
                Csv.write(writer, Cells.texts(rows, names.size()));
                note(attempt, ++count);
            }
            writer.close();
            return count;
        } catch (IOException | SdkException e) {
            throw away(to, e);
        } finally {
            object.abort();
        }
    }

    private String keyToWrite(String to) {
        var key = key(to);
        if (!store.bucket().equals(bucket(to))) {
            throw refused(
                    "'%s' is in another bucket; steps write to s3://%s/"
                            .formatted(to, store.bucket()));
        }
        if (SERVICES.contains(key.split("/", 2)[0])) {
            throw refused("'%s' lies where a service keeps what is its own".formatted(to));
        }
        return key;
    }

    private static String bucket(String object) {
        return object.substring("s3://".length(), object.indexOf('/', "s3://".length()));
    }

    private static String key(String object) {
        return object.substring(object.indexOf('/', "s3://".length()) + 1);
    }

    private static PlatformException refused(String why) {
        return new PlatformException(FailureCode.SOURCE_REFUSED, why);
    }

    /** In the connection's transaction, which the caller ends. */
    long read(TaskAttempt attempt, Connection connection, String from, String into)
            throws SQLException {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                store.open(bucket(from), key(from)), StandardCharsets.UTF_8))) {
            var csv = new Csv(reader);
            var columns = csv.read();
            if (columns == null) {
                throw wrong(from, csv, "is empty; its first line must name the columns");
            }
            try (var insert = insert(connection, into, columns, from, csv)) {
                attempt.onStop(() -> Statements.cancel(insert));
                return read(attempt, insert, csv, columns.size(), from);
            }
        } catch (NoSuchKeyException absent) {
            throw new PlatformException(
                    FailureCode.SOURCE_NOT_FOUND, "there is no object " + from, absent);
        } catch (IOException | SdkException e) {
            throw away(from, e);
        }
    }

    private static PreparedStatement insert(
            Connection connection,
            String into,
            List<@Nullable String> columns,
            String from,
            Csv csv)
            throws SQLException {
        for (var column : columns) {
            if (column == null || !COLUMN.matcher(column).matches()) {
                throw wrong(from, csv, "names a column that is none: '%s'".formatted(column));
            }
        }
        return connection.prepareStatement(
                "insert into %s (\"%s\") values (%s)"
                        .formatted(
                                into,
                                String.join(
                                        "\", \"", columns.stream().map(String::valueOf).toList()),
                                String.join(", ", Collections.nCopies(columns.size(), "?"))));
    }

    private static long read(
            TaskAttempt attempt, PreparedStatement insert, Csv csv, int columns, String from)
            throws IOException, SQLException {
        long count = 0;
        while (true) {
            long line = csv.line();
            var row = record(csv, from);
            if (row == null) {
                break;
            }
            if (row.size() != columns) {
                throw new PlatformException(
                        FailureCode.INVALID_DATA,
                        "%s has %d values in line %d, but %d columns"
                                .formatted(from, row.size(), line, columns));
            }
            for (int i = 0; i < columns; i++) {
                insert.setString(i + 1, row.get(i));
            }
            insert.addBatch();
            if (++count % BATCH == 0) {
                insert.executeBatch();
            }
            note(attempt, count);
        }
        insert.executeBatch();
        return count;
    }

    private static @Nullable List<@Nullable String> record(Csv csv, String from) {
        try {
            return csv.read();
        } catch (IOException broken) {
            throw wrong(from, csv, String.valueOf(broken.getMessage()));
        }
    }

    private static PlatformException wrong(String from, Csv csv, String what) {
        return new PlatformException(
                FailureCode.INVALID_DATA, "%s, line %d: %s".formatted(from, csv.line(), what));
    }

    private static void note(TaskAttempt attempt, long count) {
        if (count % NOTED == 0) {
            attempt.progress(0, "copied %,d rows".formatted(count));
        }
    }

    private static PlatformException away(String object, Exception e) {
        return new PlatformException(
                FailureCode.STORE_UNAVAILABLE,
                "%s cannot be copied: %s".formatted(object, e.getMessage()),
                e);
    }
}
