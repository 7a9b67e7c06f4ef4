package dev.pausa.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A peer that is another language: a program in the folder peers that prints its times. */
enum Script {
    PYTHON(Peer.PYTHON, "python3", ".py"),
    NODE(Peer.NODE, "node", ".mjs");

    private final Peer peer;
    private final String command;
    private final String suffix;
    private final boolean installed;

    Script(Peer peer, String command, String suffix) {
        this.peer = peer;
        this.command = command;
        this.suffix = suffix;
        this.installed = !versionOf(command).isEmpty();
    }

    private static String versionOf(String command) {
        try {
            return Jvm.run(List.of(command, "--version"));
        } catch (IOException | InterruptedException e) {
            return "";
        }
    }

    String version() {
        return versionOf(command);
    }

    boolean isInstalled() {
        return installed;
    }

    Peer peer() {
        return peer;
    }

    /** The command line of a program in the folder of those that only print a line. */
    List<String> hello(String name) {
        return List.of(command, peers().resolve("hello").resolve(name + suffix).toString());
    }

    private static Path peers() {
        return Settings.home().resolve("peers");
    }

    /**
     * Measures one workload. The program prints a line for each column that it knows: its label, a tab, and the number.
     *
     * @param workload the workload's id
     * @param table gets the numbers
     */
    void measure(String workload, Table table, Settings settings) throws IOException, InterruptedException {
        if (!settings.wants(peer)) {
            return;
        }
        if (!installed) {
            table.columns().forEach(column -> table.put(peer, column, Cell.none(command + " is not installed")));
            return;
        }
        Progress.say(workload + " " + peer.id);
        List<String> line = new ArrayList<>(List.of(command));
        if (this == NODE) {
            line.add("--expose-gc");
        }
        line.add(peers().resolve("workloads" + suffix).toString());
        line.add(workload);
        line.add(settings.quick() ? "0.2" : "3");
        for (String result : Jvm.run(line).lines().toList()) {
            String[] parts = result.split("\t");
            table.put(peer, parts[0], Cell.of(Double.parseDouble(parts[1])));
        }
    }
}
