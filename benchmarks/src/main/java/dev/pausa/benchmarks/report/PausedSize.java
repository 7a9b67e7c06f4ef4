package dev.pausa.benchmarks.report;

import dev.pausa.benchmarks.PausedCoroutines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How much of the heap a paused coroutine takes: each peer in a process of its own. */
final class PausedSize implements Section {
    private static final String BYTES = "bytes";
    private static final String TEN_MILLION = "s to make ten million in 1 GiB";
    private static final int MANY = 10_000_000;
    private static final long GIB = 1L << 30;
    private static final List<Peer> PEERS = List.of(
            Peer.HAND_RETURNED,
            Peer.HAND,
            Peer.PAUSA,
            Peer.PAUSA_AHEAD,
            Peer.KOTLIN,
            Peer.CONTINUATION,
            Peer.VIRTUAL_THREAD);

    @Override
    public String id() {
        return "size";
    }

    @Override
    public String title() {
        return "The size of a paused coroutine";
    }

    @Override
    public String explanation() {
        return "Two ints and a reference are needed after the pause. Bytes of the heap, everything included"
                + " that the coroutine"
                + " alone keeps alive; and, unless the run is a quick one, whether ten million fit into a"
                + " heap of 1 GiB.";
    }

    @Override
    public String measure(Run run) throws Exception {
        boolean quick = run.settings().quick();
        Table table = new Table(quick ? List.of(BYTES) : List.of(BYTES, TEN_MILLION));
        for (Peer peer : PEERS.stream().filter(run.settings()::wants).toList()) {
            Cell bytes = bytes(peer, run.settings());
            table.put(peer, BYTES, bytes);
            if (!quick) {
                table.put(peer, TEN_MILLION, tenMillion(peer, bytes));
            }
        }
        for (Script script : Script.values()) {
            script.measure(id(), table, run.settings());
        }
        return table.markdown("", false);
    }

    private static Cell bytes(Peer peer, Settings settings) throws InterruptedException {
        int count = settings.quick() ? 100_000 : 1_000_000;
        return cell(peer, List.of("-XX:+UseSerialGC", "-Xmx3g"), count, 1);
    }

    /** A heap that is clearly too small is not tried: it would take minutes until the JVM gave up. */
    private static Cell tenMillion(Peer peer, Cell each) throws InterruptedException {
        if (each.value() * MANY > GIB) {
            return Cell.none("they do not fit");
        }
        long begin = System.nanoTime();
        Cell bytes = cell(peer, List.of("-Xmx" + GIB), MANY, 1000);
        return bytes.isThere() ? Cell.of((System.nanoTime() - begin) / 1e9) : bytes;
    }

    private static Cell cell(Peer peer, List<String> options, int count, int resumedEvery) throws InterruptedException {
        String missing = peer.missing();
        if (missing != null) {
            return Cell.none(missing);
        }
        Progress.say("size of " + count + " " + peer.id);
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(Jvm.peers());
        command.addAll(peer.options());
        command.addAll(options);
        command.addAll(List.of("-cp", Jvm.classPath(peer), PausedCoroutines.class.getName()));
        command.addAll(List.of(peer.method(), "" + count, "" + resumedEvery));
        try {
            return Cell.of(Double.parseDouble(Jvm.run(command)));
        } catch (IOException e) {
            return failed(peer, e);
        }
    }

    private static Cell failed(Peer peer, IOException failure) {
        if (failure.getMessage().contains("OutOfMemoryError")) {
            return Cell.none("they do not fit");
        }
        Progress.fail("size of " + peer.id + ": " + failure.getMessage());
        return Cell.none("failed");
    }
}
