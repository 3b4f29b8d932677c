package dev.millrace.orchestrator.alert;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of late and failed runs.
 *
 * @param webhook what is called; nobody is told without it
 * @param secret signs what is sent; unsigned without it
 * @param look between looks for what is to be told
 * @param giveUp what could not be told for so long is dropped
 */
@ConfigurationProperties("millrace.alerts")
record AlertSettings(
        @Nullable URI webhook,
        @Nullable String secret,
        @DefaultValue("1s") Duration look,
        @DefaultValue("1d") Duration giveUp) {

    AlertSettings {
        if (webhook != null
                && !("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme()))) {
            throw new IllegalArgumentException(
                    "millrace.alerts.webhook must be an http or https address");
        }
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "AlertSettings[webhook=%s, look=%s, giveUp=%s]".formatted(webhook, look, giveUp);
    }
}
