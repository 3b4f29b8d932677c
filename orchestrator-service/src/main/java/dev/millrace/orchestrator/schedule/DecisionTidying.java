package dev.millrace.orchestrator.schedule;

import dev.millrace.orchestrator.chore.Chore;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets the oldest decisions of schedules that decide often; age alone would let one that fires
 * every second keep millions. What waits, starts or runs is kept.
 */
@Component
class DecisionTidying implements Chore {

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final ScheduleSettings settings;

    DecisionTidying(JdbcClient jdbc, ScheduleSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public String purpose() {
        return "forget old decisions of schedules";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        for (var schedule : schedules()) {
            while (forget(schedule) == AT_ONCE && !Thread.currentThread().isInterrupted()) {
                continue;
            }
        }
    }

    private List<String> schedules() {
        return jdbc.sql("select name from schedule order by name")
                .query((row, at) -> row.getString("name"))
                .list();
    }

    private int forget(String schedule) {
        return jdbc.sql(
                        """
                        delete from firing where id in (
                               select f.id from firing f
                                where f.schedule = :schedule
                                  and f.id <= (select id from firing where schedule = :schedule
                                                order by id desc offset :kept limit 1)
                                  and f.state not in ('QUEUED', 'STARTING')
                                  and not exists (select 1 from run r
                                                   where r.idempotency_key = f.key and r.ended_at is null)
                                order by f.id limit :most
                                  for update skip locked)
                        """)
                .param("schedule", schedule)
                .param("kept", settings.kept())
                .param("most", AT_ONCE)
                .update();
    }
}
