package dev.pausa.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a sleeping task takes of the heap and of time: each peer in a process of its own. */
final class SleepingTasks implements Section {
    private static final List<String> COLUMNS = List.of("bytes", "ns to start", "ns to wake");
    private static final List<Peer> PEERS = List.of(Peer.PAUSA, Peer.KOTLIN, Peer.VIRTUAL_THREAD);

    @Override
    public String id() {
        return "sleep";
    }

    @Override
    public String title() {
        return "A million sleeping tasks";
    }

    @Override
    public String explanation() {
        return "A million tasks sleep to one and the same instant (100,000 in a quick run, and in CPython). For each:"
                + " bytes of the heap that it takes while it sleeps; ns to start it and have it fall asleep; ns to"
                + " wake it and have it end, counted from that instant." + Suite.ONE_THREAD;
    }

    @Override
    public String measure(Run run) throws Exception {
        Table table = new Table(COLUMNS);
        for (Peer peer : PEERS.stream().filter(run.settings()::wants).toList()) {
            List<Cell> cells = cells(peer, run.settings());
            for (int i = 0; i < COLUMNS.size(); i++) {
                table.put(peer, COLUMNS.get(i), cells.get(i));
            }
        }
        Script.PYTHON.measure(id(), table, run.settings());
        return table.markdown("", true);
    }

    private static List<Cell> cells(Peer peer, Settings settings) throws InterruptedException {
        String missing = peer.missing();
        if (missing != null) {
            return none(missing);
        }
        Progress.say("sleep " + peer.id);
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(Jvm.peers());
        command.addAll(List.of("-XX:+UseParallelGC", "-Xmx3g", "-Xms3g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(dev.pausa.benchmarks.SleepingTasks.class.getName());
        command.addAll(List.of(peer.id, settings.quick() ? "100000" : "1000000", settings.quick() ? "2" : "8"));
        try {
            return List.of(Jvm.run(command).split("\t")).stream()
                    .map(number -> Cell.of(Double.parseDouble(number)))
                    .toList();
        } catch (IOException e) {
            Progress.fail("sleep of " + peer.id + ": " + e.getMessage());
            return none("failed");
        }
    }

    private static List<Cell> none(String reason) {
        return COLUMNS.stream().map(column -> Cell.none(reason)).toList();
    }
}
