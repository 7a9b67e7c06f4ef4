package dev.pausa.benchmarks;

import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A task awaits what is there already, a thousand times; by itself, or each time within a limit of a minute. */
@OperationsPerInvocation(Workload.TIMES)
public class AwaitReady extends Workload {
    @Param({"without", "a minute"})
    public String limit;

    private boolean isLimited() {
        return !limit.equals("without");
    }

    private static int check(int sum) {
        return Checksum.check(TIMES, sum);
    }

    @Benchmark
    public int pausa() throws Exception {
        Promise<Integer> promise = new Promise<>();
        promise.complete(1);
        return check(Loop.run(isLimited() ? TaskBodies.readyInTime(TIMES, promise) : TaskBodies.ready(TIMES, promise)));
    }

    @Benchmark
    public int kotlin() {
        return check(isLimited() ? Tasks.readyInTime(TIMES) : Tasks.ready(TIMES));
    }

    @Benchmark
    @NotFor(value = "a minute", because = "a wait of a thread takes a limit itself, and guards nothing else")
    public int virtualThread() throws Exception {
        return check(VirtualThreads.drive(() -> VirtualTasks.ready(TIMES)));
    }
}
