package dev.millrace.orchestrator.task.http;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps a header's value from becoming a header, or a request, of its own. */
final class HeaderCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,20000}");
    private static final Set<String> NOT_THEIRS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te");

    private HeaderCheck() {}

    static void check(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()
                    || NOT_THEIRS.contains(name.toLowerCase(Locale.ROOT))) {
                throw wrong("'%s' is no header that a step may send".formatted(name));
            }
            if (!VALUE.matcher(value).matches()) {
                throw wrong(
                        "the value of the header '%s' has a line end or another character that headers cannot hold"
                                .formatted(name));
            }
        });
    }

    /** Refuses what the platform itself says in the call. */
    static void checkOwn(Map<String, String> headers) {
        for (var name : headers.keySet()) {
            if (name.equalsIgnoreCase(Headers.IDEMPOTENCY_KEY)
                    || name.equalsIgnoreCase(Headers.CALLBACK_URL)) {
                throw wrong("the header '%s' is sent by the platform".formatted(name));
            }
        }
    }

    private static PlatformException wrong(String why) {
        return new PlatformException(FailureCode.INVALID_REQUEST, why);
    }
}
