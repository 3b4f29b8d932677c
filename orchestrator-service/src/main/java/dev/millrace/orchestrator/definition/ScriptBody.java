package dev.millrace.orchestrator.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that the installation allows.
 *
 * @param command its name in the installation's settings
 * @param args more arguments, each as it is; there is no shell
 * @param environment variables by name, beside PATH
 * @param input given to the command as JSON; null for none
 */
@Schema(description = "Runs a command that the installation allows; at least once per attempt")
public record ScriptBody(
        @NotBlank String command,
        @Nullable @Size(max = 100) List<String> args,
        @Nullable @Size(max = 100) Map<String, String> environment,
        @Nullable Object input) {}
