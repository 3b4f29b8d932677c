package dev.millrace.orchestrator.task.notify;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** By which ways this installation notifies, beside webhooks. */
@ConfigurationProperties("millrace.notify")
record NotifySettings(@DefaultValue Sns sns, @DefaultValue Mail mail) {

    /**
     * @param endpoint null for that of the topic's region
     * @param accessKeySecret name of the secret that holds the access key; null for the credentials
     *     that AWS's tools find
     * @param secretKeySecret name of the secret that holds the secret key
     */
    record Sns(
            @Nullable URI endpoint,
            @Nullable String accessKeySecret,
            @Nullable String secretKeySecret) {}

    /**
     * @param host of the SMTP server; null switches e-mail off
     * @param username null for no log-in
     * @param passwordSecret name of the secret that holds the password
     * @param from sender
     * @param startTls whether the connection must be encrypted before anything is said
     */
    record Mail(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String passwordSecret,
            @DefaultValue("millrace@localhost") String from,
            @DefaultValue("true") boolean startTls) {}
}
