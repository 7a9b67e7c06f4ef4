package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One task sends a number through a channel, and gets it back, doubled, from another one; an operation is both. */
@OperationsPerInvocation(Workload.TIMES)
public class ChannelPingPong extends Workload {
    @Param({"0", "64"})
    public int capacity;

    private static int check(int sum) {
        return Checksum.check(2 * Sums.ofBytes(TIMES), sum);
    }

    @Benchmark
    public int pausa() throws Exception {
        return check(Loop.run(TaskBodies.pingPong(TIMES, TaskBodies.channel(capacity), TaskBodies.channel(capacity))));
    }

    @Benchmark
    public int kotlin() {
        return check(Tasks.pingPong(TIMES, capacity));
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return check(VirtualThreads.drive(() -> VirtualTasks.pingPong(TIMES, capacity)));
    }
}
