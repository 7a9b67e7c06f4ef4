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
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
        Sizes sizes = List.of(arguments).contains("--quick") ? Sizes.QUICK : Sizes.FULL;
        long seed = System.nanoTime();
        List<String> names = new ArrayList<>();
        for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
            String next = rest.next();
            if (next.equals("--seed")) {
                seed = Long.parseLong(rest.next());
            } else if (!next.startsWith("--")) {
                names.add(next);
            } else if (!next.equals("--quick")) {
                sizes = Objects.requireNonNull(sizes.with(next, Integer.parseInt(rest.next())), next);
            }
        }
        System.exit(run(names, seed, sizes) ? 0 : 1);
    }

    private static boolean run(List<String> names, long seed, Sizes sizes) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("evidence.home"), "target"), "run");
        System.err.println("seed " + seed + ", files in " + folder);
        boolean isWell = true;
        try (Postgres postgres = new Postgres(Files.createDirectory(folder.resolve("database")))) {
            for (Check check : ALL) {
                if (names.isEmpty() || names.contains(check.name())) {
                    isWell &= run(check, new Scene(postgres, folder, new Random(seed), sizes, System.err::println));
                }
            }
        }
        return isWell;
    }

    private static boolean run(Check check, Scene scene) throws Exception {
        try {
            System.out.println("* " + check.name() + ": " + check.run(scene) + ".");
            return true;
        } catch (Failed found) {
            System.out.println("* " + check.name() + ": FAILED: " + found.getMessage());
            return false;
        }
    }
}
