package dev.millrace.orchestrator.trigger;

import dev.millrace.orchestrator.chore.Chore;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets what was found long ago. A finding is what keeps the same thing from being found again,
 * so it stays until the looks that followed it can no longer come back to it.
 */
@Component
class FindingTidying implements Chore {

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final TriggerSettings settings;

    FindingTidying(JdbcClient jdbc, TriggerSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public String purpose() {
        return "forget what triggers found long ago";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        while (forget() == AT_ONCE && !Thread.currentThread().isInterrupted()) {
            continue;
        }
    }

    /** By the last look, not by now: a trigger that was paused for months goes on where it was. */
    private int forget() {
        return jdbc.sql(
                        """
                        delete from finding where id in (
                               select f.id from trigger t join finding f on f.trigger = t.name
                                where f.found_at < t.looked_at - :age * interval '1 millisecond'
                                  and f.state in ('STARTED', 'FAILED')
                                  and not exists (select 1 from run r
                                                   where r.idempotency_key = f.key and r.ended_at is null)
                                limit :most for update of f skip locked)
                        """)
                .param("age", settings.findingsKept().toMillis())
                .param("most", AT_ONCE)
                .update();
    }
}
