package dev.millrace.training.card;

import java.util.List;
import java.util.stream.Collectors;

/** A card as one HTML page without scripts and without anything that must be fetched. */
final class HtmlCard {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            h2 { margin-top: 2rem; border-bottom: 1px solid #ddd; }
            table { border-collapse: collapse; margin: 1rem 0; }
            th, td { border: 1px solid #ddd; padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
            th { background: #f5f5f5; }
            figure { margin: 1rem 0; }
            figcaption { color: #555; }
            svg { max-width: 100%%; height: auto; }
            </style>
            </head>
            <body>
            <h1>%s</h1>
            %s
            </body>
            </html>
            """;

    private HtmlCard() {}

    static String of(ModelCard card) {
        var title = Escape.html(card.title());
        return PAGE.formatted(
                title,
                title,
                card.blocks().stream().map(HtmlCard::block).collect(Collectors.joining("\n")));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading(var text) -> "<h2>" + Escape.html(text) + "</h2>";
            case Block.Paragraph(var text) -> "<p>" + Escape.html(text) + "</p>";
            case Block.Bullets(var items) ->
                    items.stream()
                            .map(item -> "<li>" + Escape.html(item) + "</li>")
                            .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
            case Block.Table(var header, var rows) -> table(header, rows);
            case Block.Figure(var chart, var caption) ->
                    "<figure>%s<figcaption>%s</figcaption></figure>"
                            .formatted(chart.svg(), Escape.html(caption));
        };
    }

    private static String table(List<String> header, List<List<String>> rows) {
        return rows.stream()
                .map(row -> row(row, "td"))
                .collect(
                        Collectors.joining(
                                "\n", "<table>\n" + row(header, "th") + "\n", "\n</table>"));
    }

    private static String row(List<String> cells, String element) {
        return cells.stream()
                .map(cell -> "<%s>%s</%s>".formatted(element, Escape.html(cell), element))
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
