package dev.millrace.orchestrator.task.http;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What steps of type {@code http} and webhooks may reach.
 *
 * @param allowed hosts such as {@code api.example.com}, {@code *.example.com} or {@code
 *     10.0.0.5:8443}; empty for all. Link-local addresses, where clouds give out credentials, are
 *     refused in any case
 * @param connectTimeout how long reaching a host may take
 */
@ConfigurationProperties("millrace.http-steps")
record HttpStepSettings(
        @DefaultValue List<String> allowed, @DefaultValue("10s") Duration connectTimeout) {

    boolean allows(String host, int port) {
        return allowed.isEmpty()
                || allowed.stream()
                        .anyMatch(pattern ->
                                matches(pattern, host) || matches(pattern, host + ":" + port));
    }

    private static boolean matches(String pattern, String host) {
        return Pattern.compile(
                        Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE)
                .matcher(host)
                .matches();
    }
}
