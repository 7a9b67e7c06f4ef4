package dev.pausa.peers;

import dev.pausa.peers.idle.IdleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures all peers, and prints the tables. See {@code ./service-peers/compare}. */
final class Main {
    /** Of the embedded database; kept, for a logger that nobody holds forgets its level. */
    private static final Logger ZONKY = Logger.getLogger("io.zonky");

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        ZONKY.setLevel(Level.WARNING);
        List<String> options = List.of(arguments);
        Settings settings = Settings.of(options);
        StringBuilder page = new StringBuilder(Machine.describe(Path.of(System.getProperty("peers.home"))));
        try (Comparison comparison = new Comparison(settings)) {
            appendTables(page, comparison.run());
        }
        page.append(IdleReport.measure(settings.conversations(), settings.sockets()));
        System.out.println(page);
        write(options, page.toString());
        System.exit(0);
    }

    private static void appendTables(StringBuilder page, Map<Peer, List<Sample>> medians) {
        for (int i = 0; i < Case.ALL.size(); i++) {
            page.append("\n### ").append(Case.ALL.get(i).title()).append("\n\n");
            page.append(Table.of(medians, i));
        }
    }

    private static void write(List<String> options, String page) throws IOException {
        int out = options.indexOf("--out");
        if (out >= 0) {
            Files.writeString(Path.of(options.get(out + 1)), page);
        }
    }
}
