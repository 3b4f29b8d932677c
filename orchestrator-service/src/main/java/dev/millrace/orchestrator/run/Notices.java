package dev.millrace.orchestrator.run;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What instances tell each other at once, by way of the database: one connection of each listens. A
 * notice is a hint; one that is lost costs the time until the next look, and nothing else.
 */
@Component
class Notices implements SmartLifecycle {

    /** What an instance may have to look at. */
    enum About {
        /** The run of that id was asked for something. */
        COMMAND,
        /** The job of the attempt with that token has called back. */
        CALLBACK,
        /** A step of the run of that id has got a slot. */
        SLOT,
        /** The run of that id, which has a parent, has ended. */
        END
    }

    static final String CHANNEL = "millrace_orchestrator";

    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration UNTIL_DOUBT = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final JdbcConnectionDetails database;
    private final Map<About, Consumer<UUID>> ears = new EnumMap<>(About.class);
    private volatile @Nullable Listener listener;

    Notices(JdbcClient jdbc, JdbcConnectionDetails database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Whom notices concern. It is called on the one thread that listens: to return at once. */
    void when(About about, Consumer<UUID> ear) {
        ears.put(about, ear);
    }

    void tell(About about, UUID id) {
        jdbc.sql("select pg_notify(:channel, :notice)")
                .param("channel", CHANNEL)
                .param("notice", text(about, id))
                .query((row, at) -> true)
                .single();
    }

    static String text(About about, UUID id) {
        return about + ":" + id;
    }

    private void heard(String notice) {
        var parts = notice.split(":", 2);
        try {
            var ear = ears.get(About.valueOf(parts[0]));
            if (ear != null) {
                ear.accept(UUID.fromString(parts[1]));
            }
        } catch (RuntimeException unheard) { // of a later version, or the ear's own trouble
            log.warn("Nothing came of the notice '{}'.", notice, unheard);
        }
    }

    @Override
    public synchronized void start() {
        var started = new Listener();
        Thread.ofPlatform().name("notices").daemon().start(started);
        listener = started;
    }

    @Override
    public synchronized void stop() {
        if (listener != null) {
            listener.stop();
            listener = null;
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Keeps a connection that listens, until it is stopped. */
    private final class Listener implements Runnable {

        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile @Nullable Connection connection;

        @Override
        public void run() {
            var pause = SHORTEST_PAUSE;
            while (isWanted()) {
                try (var opened = connect()) {
                    connection = opened;
                    opened.createStatement().execute("listen " + CHANNEL);
                    pause = SHORTEST_PAUSE;
                    listen(opened);
                } catch (SQLException away) {
                    if (isWanted()) {
                        log.warn(
                                "Notices are missed until there is a connection: {}",
                                away.toString());
                    }
                }
                pause = rest(pause);
            }
        }

        private Connection connect() throws SQLException {
            var properties = new Properties();
            properties.setProperty("user", database.getUsername());
            properties.setProperty("password", database.getPassword());
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("socketTimeout", "10");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "orchestrator notices");
            return DriverManager.getConnection(database.getJdbcUrl(), properties);
        }

        private void listen(Connection opened) throws SQLException {
            var notices = opened.unwrap(PGConnection.class);
            while (isWanted()) {
                var heard = notices.getNotifications(Math.toIntExact(UNTIL_DOUBT.toMillis()));
                for (var notice : heard) {
                    heard(notice.getParameter());
                }
                if (heard.length == 0) { // a connection that is dead is silent, too
                    opened.createStatement().execute("select 1");
                }
            }
        }

        private Duration rest(Duration pause) {
            try {
                if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return pause;
                }
            } catch (InterruptedException e) {
                stopped.countDown();
            }
            var longer = pause.multipliedBy(2);
            return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }

        private boolean isWanted() {
            return stopped.getCount() > 0;
        }

        /** Does not wait for what the connection is doing. */
        void stop() {
            stopped.countDown();
            var open = connection;
            if (open != null) {
                try {
                    open.abort(Runnable::run);
                } catch (SQLException e) {
                    log.debug("The connection of notices was closed already.", e);
                }
            }
        }
    }
}
