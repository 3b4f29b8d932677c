package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How bad input must be answered.
 *
 * @param words which sentence and mistakes hold together
 */
record Refusal(String code, List<String> words) {

    static Refusal of(String code, String... words) {
        return new Refusal(code, List.of(words));
    }

    /** Said at once, or as the end of the job that was accepted. */
    void requireOf(Http service, Http.Answer answer) {
        if (answer.status() == 202) {
            require(Work.awaitJob(service, answer).path("failure"));
        } else {
            assertThat(answer.status()).as("status of %s", answer).isBetween(400, 422);
            require(answer.body());
        }
    }

    private void require(JsonNode failure) {
        assertThat(text(failure, "code")).as("code of %s", failure).isEqualTo(code);
        assertThat(wording(failure)).contains(words);
    }

    /** A job's failure has a message, problem details have a detail. */
    private static String wording(JsonNode failure) {
        var sentence = text(failure, "message") + text(failure, "detail");
        return stream(failure.path("mistakes"))
                .map(mistake ->
                        " [line %s, %s: %s]"
                                .formatted(
                                        text(mistake, "line"),
                                        text(mistake, "field"),
                                        text(mistake, "message")))
                .collect(Collectors.joining("", sentence, ""));
    }
}
