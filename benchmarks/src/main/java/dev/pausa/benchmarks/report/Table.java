package dev.pausa.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The measurements of one workload: a line for each peer, a column for each of its variants. */
final class Table {
    private final List<String> columns;
    private final Map<Peer, Map<String, Cell>> cells = new EnumMap<>(Peer.class);

    Table(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    List<String> columns() {
        return columns;
    }

    Set<Peer> peers() {
        return cells.keySet();
    }

    void put(Peer peer, String column, Cell cell) {
        cells.computeIfAbsent(peer, p -> new LinkedHashMap<>()).put(column, cell);
    }

    Cell get(Peer peer, String column) {
        return cells.getOrDefault(peer, Map.of()).getOrDefault(column, Cell.none(""));
    }

    /**
     * Renders it as Markdown.
     *
     * @param corner what the columns are
     * @param ratios whether to compare Pausa with the ideal and with Kotlin
     * @return the table, and why some of its cells are empty
     */
    String markdown(String corner, boolean ratios) {
        StringBuilder text = new StringBuilder();
        line(text, corner, columns);
        line(text, "---", columns.stream().map(column -> "--:").toList());
        cells.keySet()
                .forEach(peer ->
                        line(text, peer.label, column -> get(peer, column).text()));
        if (ratios) {
            ratios(text, Peer.PAUSA, "Pausa");
            ratios(text, Peer.PAUSA_AHEAD, "woven ahead");
        }
        reasons().forEach(reason -> text.append('\n').append(reason).append('\n'));
        return text.toString();
    }

    private interface Column {
        String of(String column);
    }

    private void line(StringBuilder text, String head, Column column) {
        line(text, head, columns.stream().map(column::of).toList());
    }

    private static void line(StringBuilder text, String head, List<String> rest) {
        text.append("| ").append(head).append(" |");
        rest.forEach(cell -> text.append(' ').append(cell).append(" |"));
        text.append('\n');
    }

    private void ratios(StringBuilder text, Peer of, String name) {
        if (cells.containsKey(of)) {
            ratio(text, of, name + " / by hand", Peer.ideals());
            ratio(text, of, name + " / Kotlin", Peer.kotlins());
        }
    }

    private void ratio(StringBuilder text, Peer of, String head, List<Peer> others) {
        if (others.stream().anyMatch(cells::containsKey)) {
            line(text, head, column -> ratio(get(of, column), others, column));
        }
    }

    private String ratio(Cell of, List<Peer> others, String column) {
        double least = others.stream()
                .map(peer -> get(peer, column))
                .filter(Cell::isThere)
                .mapToDouble(Cell::value)
                .filter(value -> value > 0)
                .min()
                .orElse(Double.NaN);
        return of.isThere() && least > 0 ? "**" + Cell.digits(of.value() / least) + "×**" : "–";
    }

    /** One line for each reason, with what it is about. */
    private List<String> reasons() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Peer peer : cells.keySet()) {
            cells.get(peer).values().stream()
                    .map(Cell::missing)
                    .filter(reason -> !reason.isEmpty())
                    .distinct()
                    .forEach(reason -> byReason.computeIfAbsent(reason, r -> new ArrayList<>())
                            .add(peer.label + columns(peer, reason)));
        }
        return byReason.entrySet().stream()
                .map(entry -> "– " + String.join("; ", entry.getValue()) + ": " + entry.getKey() + ".")
                .toList();
    }

    /** The columns in which a peer lacks a number for this reason; empty for all. */
    private String columns(Peer peer, String reason) {
        List<String> lacking = columns.stream()
                .filter(column -> get(peer, column).missing().equals(reason))
                .toList();
        return lacking.equals(columns) ? "" : " (" + String.join(", ", lacking) + ")";
    }
}
