package dev.millrace.orchestrator.task.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends statements early. */
final class Statements {

    private static final Logger log = LoggerFactory.getLogger(Statements.class);

    private Statements() {}

    static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            log.warn(
                    "Could not cancel a statement; its database may go on with it: {}",
                    e.getSQLState());
        }
    }
}
