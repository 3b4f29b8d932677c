package dev.millrace.orchestrator.task.http;

import dev.millrace.orchestrator.task.http.HttpCalls.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a service answered. */
final class AnswerBody {

    private AnswerBody() {}

    /** JSON as what it says, text as it is; null for anything else, and for nothing. */
    static @Nullable Object of(Answer answer, JsonMapper json) {
        var text = text(answer);
        if (text == null || text.isEmpty()) {
            return null;
        }
        var type = answer.type() == null ? "" : answer.type().toLowerCase(Locale.ROOT);
        if (!type.matches("[^;]*[/+]json\\s*(;.*)?")) {
            return text;
        }
        try {
            return json.readValue(text, Object.class);
        } catch (JacksonException saysMoreThanItIs) {
            return text;
        }
    }

    static @Nullable String text(Answer answer) {
        try {
            return charset(answer)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer.content()))
                    .toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    private static Charset charset(Answer answer) {
        try {
            var type = ContentType.parseLenient(answer.type());
            return type == null ? StandardCharsets.UTF_8 : type.getCharset(StandardCharsets.UTF_8);
        } catch (UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
