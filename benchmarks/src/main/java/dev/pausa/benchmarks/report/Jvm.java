package dev.pausa.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options and processes of the JVM that this runs on. */
final class Jvm {
    /**
     * For all measurements: a heap of one size. The young generation is small, because memory that is touched for the
     * first time costs more than all else; of a small one all has been touched before the warm-up ends.
     */
    private static final List<String> HEAP = List.of("-Xms3g", "-Xmx3g", "-Xmn256m");

    private Jvm() {}

    /** For all measurements: the heap, and what the peers need. */
    static List<String> options(Collector collector) {
        List<String> options = new ArrayList<>(List.of(collector.option()));
        options.addAll(HEAP);
        options.addAll(peers());
        return List.copyOf(options);
    }

    /** What the peers need. One carrier: a driver and its bodies then hand over without another processor. */
    static List<String> peers() {
        return feature() < 21
                ? List.of()
                : List.of(
                        "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    }

    static int feature() {
        return Runtime.version().feature();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path of this JVM, with the peer's classes. */
    static String classPath(Peer peer) {
        String all = System.getProperty("java.class.path");
        String own = Peer.PAUSA.classes() + File.pathSeparator;
        if (!all.startsWith(own)) {
            throw new IllegalStateException("the class path does not begin with " + own + ": " + all);
        }
        return peer.classes() + File.pathSeparator + all.substring(own.length());
    }

    /** The peer's classes, and the jars whose names begin so. */
    static String classPath(Peer peer, String... names) {
        List<String> found = new ArrayList<>(List.of(peer.classes().toString()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            for (String name : names) {
                if (Path.of(entry).getFileName().toString().startsWith(name)) {
                    found.add(entry);
                }
            }
        }
        return String.join(File.pathSeparator, found);
    }

    /**
     * Runs a program to its end.
     *
     * @param command its command line
     * @return what it printed; the error output comes with it
     * @throws IOException if it cannot be started or fails
     */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("exit status " + status + ": " + output.strip());
        }
        return output.strip();
    }
}
