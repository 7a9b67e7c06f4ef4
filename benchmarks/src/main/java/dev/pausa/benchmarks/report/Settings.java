package dev.pausa.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param workloads the ids of those to run; empty for all
 * @param peers those to run; empty for all
 * @param quick whether to run for a first look only
 * @param out where the results go, or null for the standard output alone
 * @param jmh further options of JMH
 */
record Settings(
        List<String> workloads,
        List<Peer> peers,
        boolean quick,
        @Nullable Path out,
        List<String> jmh) {
    private static final List<String> QUICK = List.of("-f 1 -wi 3 -w 300ms -i 2 -r 200ms".split(" "));
    private static final List<String> FULL = List.of("-f 3 -wi 5 -w 1s -i 5 -r 1s".split(" "));

    static Settings parse(String... arguments) {
        List<String> workloads = new ArrayList<>();
        List<Peer> peers = List.of();
        boolean quick = false;
        Path out = null;
        int i = 0;
        for (; i < arguments.length && !arguments[i].equals("--"); i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--peers" -> peers = peers(valueAfter(arguments, i++));
                case "--out" -> out = Path.of(valueAfter(arguments, i++));
                default -> workloads.add(Suite.checked(arguments[i]));
            }
        }
        List<String> jmh = new ArrayList<>(quick ? QUICK : FULL);
        if (i + 1 < arguments.length) {
            jmh = List.of(arguments).subList(i + 1, arguments.length);
        }
        return new Settings(List.copyOf(workloads), peers, quick, out, List.copyOf(jmh));
    }

    private static String valueAfter(String[] arguments, int option) {
        if (option + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[option] + " needs a value");
        }
        return arguments[option + 1];
    }

    private static List<Peer> peers(String ids) {
        return Stream.of(ids.split(",")).map(Peer::of).toList();
    }

    boolean wants(Peer peer) {
        return peers.isEmpty() || peers.contains(peer);
    }

    boolean wants(String workload) {
        return workloads.isEmpty() || workloads.contains(workload);
    }

    /** How many times to start a process whose time counts. */
    int starts() {
        return quick ? 5 : 21;
    }

    /** Where charts and logs go when nothing else is said. */
    static Path target() {
        return home().resolve("target");
    }

    /** The folder of this module. */
    static Path home() {
        return Path.of(System.getProperty("benchmarks.home", "."));
    }
}
