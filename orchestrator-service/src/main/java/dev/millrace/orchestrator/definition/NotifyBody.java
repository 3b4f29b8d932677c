package dev.millrace.orchestrator.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to people or programs, by one of three ways.
 *
 * @param message what there is to say
 * @param subject of an e-mail or an SNS message
 * @param data facts for programs
 */
@Schema(description = "Tells people or programs something; at least once per attempt")
public record NotifyBody(
        @NotBlank @Size(max = 100_000) String message,
        @Nullable @Size(max = 100) @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must be one line") String subject,
        @Nullable Map<String, @Nullable Object> data,
        @Nullable @Valid Webhook webhook,
        @Nullable @Valid Sns sns,
        @Nullable @Valid Email email) {

    /**
     * @param signingKey with which the message is signed; null for no signature
     */
    public record Webhook(@NotBlank @Size(max = 4000) String url, @Nullable String signingKey) {}

    /**
     * @param topic its ARN
     */
    public record Sns(
            @Pattern(
                            regexp = "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+",
                            message = "must be the ARN of an SNS topic")
                    String topic) {}

    /**
     * @param to addresses
     */
    public record Email(@Size(min = 1, max = 50) List<String> to) {}
}
