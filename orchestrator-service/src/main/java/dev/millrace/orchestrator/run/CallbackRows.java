package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.task.CallbackText;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was said through the callback addresses of tasks. The first word counts; it is kept before
 * the caller is answered, so that it outlives everybody who heard it.
 */
@Component
class CallbackRows {

    private final JdbcClient jdbc;
    private final CallbackText texts;

    CallbackRows(JdbcClient jdbc, CallbackText texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    /** Of no effect where the attempt is over, was called back before, or is a service's job. */
    void keep(UUID token, @Nullable String said) {
        var request = request(token);
        if (request == null) {
            return;
        }
        jdbc.sql(
                        """
                        update attempt set callback = cast(:said as json)
                         where token = :token and callback is null and ended_at is null
                        """)
                .param("said", texts.storable(said == null ? "" : said, request))
                .param("token", token)
                .update();
    }

    private @Nullable String request(UUID token) {
        return jdbc.sql(
                        """
                        select a.request from attempt a
                          join step s on s.run = a.run and s.name = a.step
                         where a.token = :token and s.type = 'http'
                           and a.callback is null and a.ended_at is null
                        """)
                .param("token", token)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
