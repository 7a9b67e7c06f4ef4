package dev.pausa.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a table as lines, one for each peer: the columns from left to right, the numbers upwards on a logarithmic
 * scale.
 */
final class Chart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int LEFT = 60;
    private static final int RIGHT = 660;
    private static final int TOP = 50;
    private static final int BOTTOM = 410;
    private static final int LINE = 16;
    private static final List<String> COLOURS = List.of(
            "#7f7f7f", "#b0b0b0", "#d62728", "#ff9896", "#1f77b4", "#17becf", "#6baed6", "#9467bd", "#2ca02c",
            "#ff7f0e", "#8c564b", "#bcbd22", "#e377c2");

    private final String title;
    private final Table table;
    private final double least;
    private final double greatest;

    /** A peer's name beside the end of its line. */
    private record Label(Peer peer, double y) {}

    Chart(String title, Table table) {
        this.title = title;
        this.table = table;
        List<Double> values = table.peers().stream()
                .flatMap(peer -> table.columns().stream().map(column -> table.get(peer, column)))
                .filter(Chart::isDrawn)
                .map(Cell::value)
                .toList();
        this.least = Math.floor(
                Math.log10(values.stream().min(Comparator.naturalOrder()).orElse(1.0)));
        this.greatest = Math.max(
                least + 1,
                Math.ceil(Math.log10(
                        values.stream().max(Comparator.naturalOrder()).orElse(10.0))));
    }

    private static boolean isDrawn(Cell cell) {
        return cell.isThere() && cell.value() > 0;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        add(svg, "<text x=\"%d\" y=\"28\" font-size=\"15\">%s</text>", LEFT, title);
        axes(svg);
        List<Label> labels = new ArrayList<>();
        table.peers().forEach(peer -> line(svg, peer, labels));
        labels(svg, labels);
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (int decade = (int) least; decade <= greatest; decade++) {
            double y = y(Math.pow(10, decade));
            add(svg, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>", LEFT, y, RIGHT, y);
            String label = decade < 0
                    ? Cell.digits(Math.pow(10, decade))
                    : String.format(Locale.ROOT, "%,d", (long) Math.pow(10, decade));
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, label);
        }
        for (int i = 0; i < table.columns().size(); i++) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(i),
                    BOTTOM + 22,
                    table.columns().get(i));
        }
    }

    private void line(StringBuilder svg, Peer peer, List<Label> labels) {
        StringBuilder points = new StringBuilder();
        double y = 0;
        for (int i = 0; i < table.columns().size(); i++) {
            Cell cell = table.get(peer, table.columns().get(i));
            if (isDrawn(cell)) {
                y = y(cell.value());
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y));
                add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(i), y, colour(peer));
            }
        }
        if (!points.isEmpty()) {
            add(
                    svg,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>",
                    points.toString().strip(),
                    colour(peer),
                    peer == Peer.PAUSA ? 3 : 1);
            labels.add(new Label(peer, y));
        }
    }

    /** Writes the labels from top to bottom, each at least a line below the one above. */
    private static void labels(StringBuilder svg, List<Label> labels) {
        labels.sort(Comparator.comparing(Label::y));
        double free = TOP;
        for (Label label : labels) {
            double y = Math.max(free, label.y);
            free = y + LINE;
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
                    RIGHT + 14,
                    y + 4,
                    colour(label.peer),
                    label.peer.label.replace("*", "").replace("`", ""));
        }
    }

    private static String colour(Peer peer) {
        return COLOURS.get(peer.ordinal());
    }

    private double x(int column) {
        return LEFT
                + 20
                + column * (RIGHT - LEFT - 40.0) / Math.max(1, table.columns().size() - 1);
    }

    private double y(double value) {
        return BOTTOM - (Math.log10(value) - least) / (greatest - least) * (BOTTOM - TOP);
    }

    private static void add(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
