package dev.millrace.orchestrator.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of any REST service.
 *
 * @param method null for GET, or POST where there is a body or a callback
 * @param headers by name
 * @param body a text as it is; anything else as JSON
 * @param expect statuses that mean success; null for 200 to 299
 * @param readTimeout how long the service may be silent; null for one minute
 * @param maxBytes of the answer's body; null for 1,000,000
 * @param callback whether the work ends not with the answer, but with a call to the address in the
 *     header Millrace-Callback-Url
 */
@Schema(description = "Calls a REST service; at least once per attempt, with the same key")
public record HttpBody(
        @Nullable Method method,
        @NotBlank @Size(max = 4000) String url,
        @Nullable @Size(max = 100) Map<String, String> headers,
        @Nullable Object body,
        @Nullable @Size(min = 1, max = 100) List<Integer> expect,
        @Nullable @Pattern(regexp = FORM, message = "must be " + DurationText.FORM) String readTimeout,
        @Nullable @Min(1) @Max(10_000_000) Integer maxBytes,
        @Nullable Boolean callback) {

    /** Durations as {@link DurationText} reads them. */
    static final String FORM = "\\s*[0-9]{1,9}\\s*(ms|s|m|h|d)\\s*";

    /** What is asked for. */
    public enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** Whether the work ends with a call to the callback address. */
    public boolean callsBack() {
        return Boolean.TRUE.equals(callback);
    }
}
