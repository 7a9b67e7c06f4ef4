package dev.pausa.evidence;

import dev.pausa.evidence.checks.Check;
import dev.pausa.evidence.checks.Clocks;
import dev.pausa.evidence.checks.Kills;
import dev.pausa.evidence.checks.Parked;
import dev.pausa.evidence.checks.Restarts;
import dev.pausa.evidence.checks.Scene;
import dev.pausa.evidence.checks.Signals;
import dev.pausa.evidence.checks.Sizes;
import dev.pausa.evidence.checks.Stops;
import dev.pausa.evidence.checks.Versions;
import dev.pausa.evidence.cluster.Failed;
import dev.pausa.evidence.cluster.Postgres;
import dev.pausa.evidence.cluster.Worker;
import dev.pausa.evidence.speed.Throughput;
import dev.pausa.evidence.speed.Wake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs checks and prints what they have seen. See {@code ./durable-evidence/run}. */
final class Main {
    private static final List<Check> ALL = List.of(
            new Kills(),
            new Stops(),
            new Restarts(),
            new Signals(),
            new Clocks(),
            new Versions(),
            new Parked(),
            new Throughput(),
            new Wake());

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Worker.quiet();
        List<String> options = new ArrayList<>(List.of(arguments));
        Sizes sizes = options.remove("--quick") ? Sizes.QUICK : Sizes.FULL;
        long seed = seed(options);
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("evidence.home"), "target"), "run");
        System.err.println("seed " + seed + ", files in " + folder);
        List<String> failed = new ArrayList<>();
        try (Postgres postgres = new Postgres(Files.createDirectory(folder.resolve("database")))) {
            for (Check check : ALL) {
                if (options.isEmpty() || options.contains(check.name())) {
                    run(check, new Scene(postgres, folder, new Random(seed), sizes, System.err::println), failed);
                }
            }
        }
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static long seed(List<String> options) {
        int at = options.indexOf("--seed");
        if (at < 0) {
            return System.nanoTime();
        }
        long seed = Long.parseLong(options.get(at + 1));
        options.subList(at, at + 2).clear();
        return seed;
    }

    private static void run(Check check, Scene scene, List<String> failed) throws Exception {
        try {
            System.out.println("* " + check.name() + ": " + check.run(scene) + ".");
        } catch (Failed found) {
            failed.add(check.name());
            System.out.println("* " + check.name() + ": FAILED: " + found.getMessage());
        }
    }
}
