package dev.millrace.orchestrator.task.script;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What steps of type {@code script} may run.
 *
 * @param allowed commands with their first arguments, by name; empty by default, which switches
 *     such steps off. A command is an absolute path
 */
@ConfigurationProperties("millrace.scripts")
record ScriptSettings(@DefaultValue Map<String, List<String>> allowed) {

    ScriptSettings {
        allowed.forEach((name, command) -> {
            if (command.isEmpty() || !Path.of(command.getFirst()).isAbsolute()) {
                throw new IllegalArgumentException(
                        "millrace.scripts.allowed.%s must start with an absolute path, but is %s"
                                .formatted(name, command));
            }
        });
    }
}
