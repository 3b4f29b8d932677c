package dev.millrace.orchestrator.probe;

import dev.millrace.orchestrator.run.DatabaseTime;
import dev.millrace.orchestrator.task.WebReads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers of services that are none of ours. The cursor says whether the last one was right. */
@Component
class WebAnswers implements Search<Probe.Answers> {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int LARGEST = 1 << 20;

    private final WebReads web;
    private final DatabaseTime time;
    private final JsonMapper json;

    WebAnswers(WebReads web, DatabaseTime time, JsonMapper json) {
        this.web = web;
        this.time = time;
        this.json = json;
    }

    @Override
    public String now(Probe.Answers probe) {
        return look(probe, null).cursor();
    }

    @Override
    public Look look(Probe.Answers probe, @Nullable String cursor) {
        var now = Instant.ofEpochMilli(time.now().toEpochMilli());
        var answer = web.get(probe.url(), LONGEST, LARGEST);
        if (answer.status() != probe.status()) {
            return Level.HOLDS_NOT.after(cursor, now, Map.of());
        }
        var body = body(answer);
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("status", answer.status());
        facts.put("body", body);
        facts.put("at", now.toString());
        return Level.of(probe.where() == null || probe.where().holds(body))
                .after(cursor, now, facts);
    }

    /** Null where it is no JSON. */
    private @Nullable Object body(WebReads.Answer answer) {
        try {
            return json.readValue(
                    new String(answer.content(), StandardCharsets.UTF_8), Object.class);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
