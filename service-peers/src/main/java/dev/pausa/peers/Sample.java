package dev.pausa.peers;

import dev.pausa.peers.load.Latencies;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run, or the medians of several.
 *
 * @param perSecond how many requests were answered in a second
 * @param p50 what half of them took at most, in milliseconds
 * @param p99 what 99 of 100 took at most, in milliseconds
 * @param cpuMicros what the server's process used for one
 * @param allocatedKilobytes what the server allocated for one
 */
record Sample(double perSecond, double p50, double p99, double cpuMicros, double allocatedKilobytes) {
    static Sample of(Latencies latencies, Used used) {
        int count = latencies.count();
        return new Sample(
                latencies.perSecond(),
                latencies.percentileMillis(50),
                latencies.percentileMillis(99),
                used.cpuNanos() / 1e3 / count,
                used.allocatedBytes() / 1024.0 / count);
    }

    static Sample median(List<Sample> rounds) {
        return new Sample(
                median(rounds, Sample::perSecond),
                median(rounds, Sample::p50),
                median(rounds, Sample::p99),
                median(rounds, Sample::cpuMicros),
                median(rounds, Sample::allocatedKilobytes));
    }

    private static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
