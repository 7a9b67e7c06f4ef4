package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A task starts another one and awaits its result, a thousand times, one after the other. */
@OperationsPerInvocation(Workload.TIMES)
public class StartAndJoin extends Workload {
    private static int check(int sum) {
        return Checksum.check(Sums.ofBytes(TIMES), sum);
    }

    @Benchmark
    public int pausa() throws Exception {
        return check(Loop.run(TaskBodies.joining(TIMES)));
    }

    @Benchmark
    public int kotlin() {
        return check(Tasks.joining(TIMES));
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return check(VirtualThreads.drive(() -> VirtualTasks.joining(TIMES)));
    }
}
