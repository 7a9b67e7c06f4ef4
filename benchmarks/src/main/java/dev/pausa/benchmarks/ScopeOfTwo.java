package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A scope with two tasks whose results are added up, a thousand times, one after the other. */
@OperationsPerInvocation(Workload.TIMES)
public class ScopeOfTwo extends Workload {
    private static int check(int sum) {
        return Checksum.check(3 * TIMES, sum);
    }

    @Benchmark
    public int pausa() throws Exception {
        return check(Loop.run(TaskBodies.pairs(TIMES)));
    }

    @Benchmark
    public int kotlin() {
        return check(Tasks.pairs(TIMES));
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return check(VirtualThreads.drive(() -> VirtualTasks.pairs(TIMES)));
    }
}
