package dev.millrace.orchestrator.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/** A request that is audited, as far as it has come. Belongs to the request's thread. */
final class Action {

    private static final String ATTRIBUTE = Action.class.getName();
    private static final int LONGEST = 500;

    private final long began = System.nanoTime();
    private @Nullable Long row;
    private @Nullable String target;

    private Action() {}

    static Action beginsWith(HttpServletRequest request) {
        var action = new Action();
        request.setAttribute(ATTRIBUTE, action);
        return action;
    }

    static @Nullable Action of(HttpServletRequest request) {
        return (Action) request.getAttribute(ATTRIBUTE);
    }

    /** Its row, once that is durable. */
    @Nullable Long row() {
        return row;
    }

    void written(long id) {
        row = id;
    }

    /** What it has made; null if that is not known. */
    @Nullable String target() {
        return target;
    }

    void made(String what) {
        target = bounded(what);
    }

    long tookMicros() {
        return (System.nanoTime() - began) / 1000;
    }

    /** Method and pattern; the path itself where nothing matches it. */
    static String name(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var path = pattern == null ? request.getRequestURI() : pattern.toString();
        return bounded(request.getMethod() + " " + path);
    }

    static String path(HttpServletRequest request) {
        return bounded(request.getRequestURI());
    }

    /**
     * The resource that the path names: up to the last variable of its pattern, without {@code
     * /v1/}. What passes the front door is named by its whole path.
     */
    static String target(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.startsWith("/services/")) {
            return bounded(path.substring(1));
        }
        var values = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        int end = 0;
        if (values instanceof Map<?, ?> variables) {
            for (var value : variables.values()) {
                int at = path.lastIndexOf("/" + value);
                end = at < 0 ? end : Math.max(end, at + 1 + String.valueOf(value).length());
            }
        }
        return end == 0 ? "" : resource(path.substring(0, end));
    }

    static String resource(String path) {
        return bounded(path.replaceFirst("^/(v1/)?", ""));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
