package dev.pausa.peers.idle;

import dev.pausa.peers.Jvm;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures conversations in JVMs of their own, and prints how many there were and how large. */
public final class IdleReport {
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");
    private static final List<String> COMPACT = List.of("-XX:+UseCompactObjectHeaders");

    private IdleReport() {}

    /**
     * Measures.
     *
     * @param conversations how many are wanted
     * @param sockets how many idle connections
     * @return Markdown
     * @throws Exception if a JVM fails, or a body does not hear what it was sent
     */
    public static String measure(int conversations, int sockets) throws Exception {
        StringBuilder page = new StringBuilder("\n### Paused bodies in 512 MiB\n\n");
        page.append("| | bodies | bytes each | with compact object headers | bytes each |\n");
        page.append("|---|---:|---:|---:|---:|\n");
        for (IdleKind kind : IdleKind.values()) {
            String[] plain = held(kind, conversations, OPTIONS);
            String[] compact = held(kind, conversations, concat(OPTIONS, COMPACT));
            page.append("| ")
                    .append(kind.label)
                    .append(cells(plain))
                    .append(cells(compact))
                    .append(" |\n");
        }
        return page.append('\n').append(sockets(sockets)).toString();
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String cells(String[] held) {
        return String.format(Locale.ROOT, " | %,d | %s", Integer.parseInt(held[0]), held[1]);
    }

    private static String[] held(IdleKind kind, int wanted, List<String> options) throws Exception {
        System.err.println("idle conversations: " + kind.label);
        try (Jvm jvm = new Jvm(options, IdleMain.class, List.of(kind.name(), String.valueOf(wanted)))) {
            return jvm.read("held");
        }
    }

    private static String sockets(int count) throws Exception {
        System.err.println("idle connections");
        try (Jvm jvm = new Jvm(OPTIONS, SocketsMain.class, List.of());
                Listeners listeners = new Listeners(Integer.parseInt(jvm.read("ready")[0]))) {
            listeners.add(100); // classes and pools
            String[] before = jvm.ask("memory?", "holds");
            listeners.add(count);
            String[] after = jvm.ask("memory?", "holds");
            check(100 + count, after[0]);
            check(100 + count, jvm.ask("wake", "woken")[0]);
            listeners.hear();
            return String.format(
                    Locale.ROOT,
                    "With a connection each, which gets server-sent events: %,d connections, %,d bytes of heap each,"
                            + " and %,d bytes of the process' memory in all, less what the kernel has.%n",
                    count,
                    difference(before[1], after[1]) / count,
                    difference(before[2], after[2]) / count);
        }
    }

    private static long difference(String before, String after) {
        return Long.parseLong(after) - Long.parseLong(before);
    }

    private static void check(int wanted, String found) throws IOException {
        if (Integer.parseInt(found) != wanted) {
            throw new IOException(found + " bodies wait, and not " + wanted);
        }
    }
}
