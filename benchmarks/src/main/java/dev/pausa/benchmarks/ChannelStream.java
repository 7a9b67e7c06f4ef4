package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One task sends numbers through a channel that keeps some, and another one adds them up. */
@OperationsPerInvocation(Workload.TIMES)
public class ChannelStream extends Workload {
    @Param("64")
    public int capacity;

    private static int check(int sum) {
        return Checksum.check(Sums.ofBytes(TIMES), sum);
    }

    @Benchmark
    public int pausa() throws Exception {
        return check(Loop.run(TaskBodies.stream(TIMES, TaskBodies.channel(capacity))));
    }

    @Benchmark
    public int kotlin() {
        return check(Tasks.stream(TIMES, capacity));
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return check(VirtualThreads.drive(() -> VirtualTasks.stream(TIMES, capacity)));
    }
}
