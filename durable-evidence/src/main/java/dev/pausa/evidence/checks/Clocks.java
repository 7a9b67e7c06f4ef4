package dev.pausa.evidence.checks;

import dev.pausa.evidence.bodies.Waits;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Failed;
import dev.pausa.evidence.cluster.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Workers whose clock is hours ahead, hours behind, and jumps, by libfaketime: the database's clock is what counts. */
public final class Clocks implements Check {
    private static final Path LIBRARY =
            Path.of(System.getProperty("evidence.faketime", "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"));
    private static final List<String> JUMPS = List.of("+7200", "-7200", "+0", "-86400", "+86400");

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public String run(Scene scene) throws Exception {
        if (!Files.exists(LIBRARY)) {
            throw new Failed("there is no " + LIBRARY
                    + ": install libfaketime (Debian has a package of that name), or name its file with --faketime");
        }
        int count = scene.sizes().rounds() * 50;
        try (Cluster cluster = scene.cluster("clocks")) {
            Path jumping = scene.folder().resolve("clock.txt");
            Files.writeString(jumping, "+0");
            List<Jvm> workers = List.of(
                    cluster.start(kind(Map.of("FAKETIME", "+7200"))),
                    cluster.start(kind(Map.of("FAKETIME", "-7200"))),
                    cluster.start(kind(
                            Map.of("FAKETIME_TIMESTAMP_FILE", jumping.toString(), "FAKETIME_CACHE_DURATION", "1"))));
            for (Jvm worker : workers) {
                worker.read("ready");
            }
            String clocks = clocks(workers);
            for (int i = 0; i < scene.sizes().rounds(); i++) {
                Files.writeString(jumping, JUMPS.get(i % JUMPS.size()));
                Scene.start(cluster, "nap", Scene.ids("nap", i * 50, (i + 1) * 50));
                TimeUnit.SECONDS.sleep(3);
            }
            cluster.books().await("naps that have ended", Scene.DONE, count, Scene.STUCK);
            return "workers' clocks off by " + clocks + " s, the third jumping "
                    + scene.sizes().rounds() + " times by " + "hours; " + count + " sleeps of " + Waits.NAP.toSeconds()
                    + " s: " + check(cluster, count);
        }
    }

    private static Kind kind(Map<String, String> how) {
        Map<String, String> environment = new java.util.HashMap<>(how);
        environment.put("LD_PRELOAD", LIBRARY.toString());
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        return new Kind(Kind.USUAL.options(), List.of(), environment);
    }

    /** How far the clocks of the workers are from this process's. */
    private static String clocks(List<Jvm> workers) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Jvm worker : workers) {
            long theirs = Long.parseLong(worker.ask("clock", "clock"));
            long off = Math.round((theirs - System.currentTimeMillis()) / 1000.0);
            text.append(text.isEmpty() ? "" : ", ").append(off);
        }
        return text.toString();
    }

    private static String check(Cluster cluster, int count) throws Exception {
        String slept = " from effect b join effect a on a.instance = b.instance and a.step = 'after'"
                + " where b.step = 'before'";
        String span = "extract(epoch from a.at - b.at)";
        cluster.books()
                .none(
                        "naps too short",
                        "select a.instance, " + span + slept + " and " + span + " < " + Waits.NAP.toSeconds(),
                        count);
        List<String> times = cluster.books()
                .query("select round(min(" + span + "), 2), round(percentile_cont(0.5) within group (order by " + span
                        + ")::numeric, 2), round(max(" + span + "), 2)" + slept)
                .get(0);
        return "none shorter by the database's clock; " + times.get(0) + " s at least, " + times.get(1)
                + " s in the middle, " + times.get(2) + " s at most";
    }
}
