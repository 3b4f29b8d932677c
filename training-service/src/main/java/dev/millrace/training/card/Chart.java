package dev.millrace.training.card;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines over numbers, as SVG that needs nothing else. */
record Chart(String title, String xLabel, String yLabel, List<Line> lines) {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 48;
    private static final int TICKS = 5;
    private static final int LEGEND_STEP = 110;
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#7f7f7f");

    /** A named line through points in the order of their x. */
    record Line(String name, double[] x, double[] y) {}

    String svg() {
        var x = Range.of(lines.stream().map(Line::x).toList());
        var y = Range.of(lines.stream().map(Line::y).toList());
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"11\">"
                        .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, Escape.html(title)));
        axes(svg, x, y);
        for (int index = 0; index < lines.size(); index++) {
            line(svg, index, x, y);
        }
        return svg.append("</svg>").toString();
    }

    private void axes(StringBuilder svg, Range x, Range y) {
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            double px = LEFT + share * (WIDTH - LEFT - RIGHT);
            double py = HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
            svg.append(
                    format(
                            "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                            LEFT, py, WIDTH - RIGHT, py));
            text(svg, LEFT - 6, py + 4, "end", Numbers.text(y.at(share)));
            text(svg, px, HEIGHT - BOTTOM + 16.0, "middle", Numbers.text(x.at(share)));
        }
        text(svg, LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 16.0, "middle", xLabel);
        text(svg, 4, TOP - 4.0, "start", yLabel);
    }

    private void line(StringBuilder svg, int index, Range x, Range y) {
        var line = lines.get(index);
        var colour = COLOURS.get(index % COLOURS.size());
        var points = new StringBuilder();
        for (int at = 0; at < line.x().length; at++) {
            if (Double.isFinite(line.y()[at])) {
                points.append(
                        format(
                                "%.1f,%.1f ",
                                LEFT + x.share(line.x()[at]) * (WIDTH - LEFT - RIGHT),
                                HEIGHT - BOTTOM - y.share(line.y()[at]) * (HEIGHT - TOP - BOTTOM)));
            }
        }
        svg.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                        .formatted(colour, points.toString().strip()));
        double legend = LEFT + 60.0 + LEGEND_STEP * index;
        svg.append(
                format(
                        "<rect x=\"%.1f\" y=\"4\" width=\"10\" height=\"3\" fill=\"%s\"/>",
                        legend, colour));
        text(svg, legend + 14, TOP - 5.0, "start", line.name());
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                format(
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>",
                        x, y, anchor, Escape.html(text)));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** From the least to the greatest finite value of several lists. */
    private record Range(double from, double to) {

        static Range of(List<double[]> lists) {
            var all =
                    lists.stream()
                            .flatMap(list -> java.util.Arrays.stream(list).boxed())
                            .filter(Double::isFinite)
                            .collect(Collectors.summarizingDouble(Double::doubleValue));
            if (all.getCount() == 0) {
                return new Range(0, 1);
            }
            double size = Math.max(Math.abs(all.getMin()), Math.abs(all.getMax()));
            // A single value stands in the middle.
            double margin = all.getMin() == all.getMax() ? Math.max(0.5, size / 2) : 0;
            return new Range(all.getMin() - margin, all.getMax() + margin);
        }

        double at(double share) {
            return from + share * (to - from);
        }

        double share(double value) {
            return (value - from) / (to - from);
        }
    }
}
