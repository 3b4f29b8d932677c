package dev.millrace.orchestrator.definition;

import java.util.stream.Stream;

/** What can be said about a step that notifies. */
final class NotifyCheck {

    private final Mistakes mistakes;

    NotifyCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void check(Node.Mapping body, Place place, String field) {
        long ways =
                Stream.of("webhook", "sns", "email").filter(way -> body.get(way) != null).count();
        if (ways != 1) {
            mistakes.add(
                    place,
                    field,
                    "names %d ways to notify; a step has one of 'webhook', 'sns' and 'email'"
                            .formatted(ways));
        }
    }
}
