package dev.millrace.training.card;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A card as Markdown; figures are images whose data stands in their address. */
final class MarkdownCard {

    private MarkdownCard() {}

    static String of(ModelCard card) {
        return card.blocks().stream()
                .map(MarkdownCard::block)
                .collect(
                        Collectors.joining(
                                "\n\n", "# " + Escape.markdown(card.title()) + "\n\n", "\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading(var text) -> "## " + Escape.markdown(text);
            case Block.Paragraph(var text) -> Escape.markdown(text);
            case Block.Bullets(var items) ->
                    items.stream()
                            .map(item -> "- " + Escape.markdown(item))
                            .collect(Collectors.joining("\n"));
            case Block.Table(var header, var rows) -> table(header, rows);
            case Block.Figure(var chart, var caption) ->
                    "![%s](data:image/svg+xml;base64,%s)"
                            .formatted(
                                    Escape.markdown(caption),
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    chart.svg().getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static String table(List<String> header, List<List<String>> rows) {
        return row(header)
                + "\n"
                + row(Collections.nCopies(header.size(), "---"))
                + rows.stream().map(row -> "\n" + row(row)).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.equals("---") ? cell : Escape.markdown(cell))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
