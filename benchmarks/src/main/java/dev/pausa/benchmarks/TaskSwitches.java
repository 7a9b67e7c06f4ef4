package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Tasks in a scope give way to each other; there are as many switches in all, however many tasks. The start of the
 * tasks is in it, which is much where each of them gives way a few times only.
 */
@OperationsPerInvocation(TaskSwitches.SWITCHES)
public class TaskSwitches extends Workload {
    static final int SWITCHES = 4_000_000;

    @Param({"10", "1000", "100000", "1000000"})
    public int tasks;

    private final Counter counter = new Counter();

    private int each() {
        counter.count = 0;
        return SWITCHES / tasks;
    }

    private int check() {
        return Checksum.check(SWITCHES / tasks * tasks, counter.count);
    }

    @Benchmark
    public int pausa() throws Exception {
        Loop.run(TaskBodies.switching(tasks, each(), counter));
        return check();
    }

    @Benchmark
    public int kotlin() {
        Tasks.switching(tasks, each(), counter);
        return check();
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> {
            VirtualTasks.switching(tasks, each(), counter);
            return check();
        });
    }
}
