package dev.millrace.training.card;

import java.util.regex.Pattern;

/** Makes plain text of anything that a user wrote. */
final class Escape {

    private static final Pattern MARKDOWN = Pattern.compile("([\\\\`*_{}\\[\\]()#+!|~>$])");

    private Escape() {}

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** In one line; Markdown's own signs and HTML lose their meaning. */
    static String markdown(String text) {
        var escaped = MARKDOWN.matcher(text.replace("&", "&amp;")).replaceAll("\\\\$1");
        return escaped.replace("<", "&lt;").replaceAll("\\R", " ");
    }
}
