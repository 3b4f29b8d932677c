package dev.millrace.training.card;

import java.util.List;

/** A part of a card. All texts are plain: a renderer escapes them. */
sealed interface Block {

    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** Each row has as many cells as the header. */
    record Table(List<String> header, List<List<String>> rows) implements Block {}

    record Bullets(List<String> items) implements Block {}

    record Figure(Chart chart, String caption) implements Block {}
}
