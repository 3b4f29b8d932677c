package dev.millrace.endtoend;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reading JSON answers. */
final class Documents {

    private Documents() {}

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** What each element of a list has under that name, as text. */
    static List<String> texts(JsonNode list, String field) {
        return stream(list).map(element -> text(element, field)).toList();
    }

    static String text(JsonNode document, String field) {
        return document.path(field).asString("");
    }

    static String state(JsonNode runOrStepOrJob) {
        return text(runOrStepOrJob, "state");
    }

    /** A step of a run. */
    static JsonNode step(JsonNode run, String name) {
        return stream(run.path("steps"))
                .filter(step -> text(step, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step %s in %s".formatted(name, run)));
    }
}
