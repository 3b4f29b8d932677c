package dev.millrace.training.study;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a request, such as {@code layers[0].units}.
 *
 * @param segments names, and numbers in square brackets
 */
record ParameterPath(String text, List<String> segments) {

    private static final Pattern SEGMENT = Pattern.compile("\\[(\\d{1,4})]|\\.?([A-Za-z]\\w*)");

    /** There is no such place. The message is a predicate for the path. */
    static final class NoSuchPlace extends RuntimeException {

        NoSuchPlace(String message) {
            super(message, null, false, false);
        }
    }

    static ParameterPath of(String text) {
        var segments = new ArrayList<String>();
        var matcher = SEGMENT.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find() && matcher.start() == end) {
            segments.add(matcher.group(2) == null ? matcher.group() : matcher.group(2));
            end = matcher.end();
        }
        if (end < text.length() || segments.isEmpty() || text.startsWith(".")) {
            throw new NoSuchPlace("is no path; write it like layers[0].units");
        }
        return new ParameterPath(text, segments);
    }

    String root() {
        return segments.getFirst();
    }

    /** Puts a value there; what is above the place must be there already. */
    void put(JsonNode request, JsonNode value) {
        JsonNode node = request;
        for (var segment : segments.subList(0, segments.size() - 1)) {
            node = below(node, segment);
        }
        var last = segments.getLast();
        if (isIndex(last)) {
            below(node, last);
            ((ArrayNode) node).set(index(last), value);
        } else if (node instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            throw new NoSuchPlace("leads to nothing that has a %s".formatted(last));
        }
    }

    private static JsonNode below(JsonNode node, String segment) {
        var below = isIndex(segment) ? node.get(index(segment)) : node.get(segment);
        if (below != null) {
            return below;
        }
        throw new NoSuchPlace(
                isIndex(segment)
                        ? "names element %s of a list that has %d".formatted(segment, node.size())
                        : "goes through %s, which the base does not have; set it there, or choose it as a whole"
                                .formatted(segment));
    }

    private static boolean isIndex(String segment) {
        return segment.startsWith("[");
    }

    private static int index(String segment) {
        return Integer.parseInt(segment.substring(1, segment.length() - 1));
    }
}
