package dev.pausa.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One case in Markdown. */
final class Table {
    private static final String HEAD =
            "| | requests/s | of futures' | p50, ms | p99, ms | CPU per request, µs | allocated per request, KiB |\n"
                    + "|---|---:|---:|---:|---:|---:|---:|\n";

    private Table() {}

    static String of(Map<Peer, List<Sample>> medians, int index) {
        double futures = medians.get(Peer.FUTURES).get(index).perSecond();
        StringBuilder table = new StringBuilder(HEAD);
        medians.forEach((peer, samples) -> table.append(row(peer, samples.get(index), futures)));
        return table.toString();
    }

    private static String row(Peer peer, Sample sample, double futures) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f %% | %.2f | %.2f | %.0f | %.1f |%n",
                peer.label,
                sample.perSecond(),
                100 * sample.perSecond() / futures,
                sample.p50(),
                sample.p99(),
                sample.cpuMicros(),
                sample.allocatedKilobytes());
    }
}
