package dev.pausa.benchmarks;

import dev.pausa.Step;
import dev.pausa.benchmarks.hand.ReturnedChildren;
import dev.pausa.benchmarks.hand.StoredChildren;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawChildren;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * A body awaits a thousand others, each made just before, which could pause but finish at once. They are of one kind,
 * so that the JIT compiler knows which code is awaited, or of three kinds in turn, so that it does not.
 */
@OperationsPerInvocation(Workload.TIMES)
public class AwaitFinished extends Workload {
    private static final int SUM_OF_ONE = Sums.ofChildren(TIMES, false);
    private static final int SUM_OF_THREE = Sums.ofChildren(TIMES, true);

    @Param({"1", "3"})
    public int kinds;

    private boolean mixed() {
        return kinds == 3;
    }

    private int check(Object sum) {
        return Checksum.check(mixed() ? SUM_OF_THREE : SUM_OF_ONE, (Integer) sum);
    }

    @Benchmark
    public int pausa() {
        Step<Integer> end = Bodies.children(TIMES, mixed()).step(null);
        return check(((Step.Returned<Integer>) end).value());
    }

    @Benchmark
    public int hand() {
        StoredChildren parent = new StoredChildren(TIMES, mixed());
        parent.resume(null, null);
        return check(parent.value);
    }

    @Benchmark
    public int handReturned() {
        return check(new ReturnedChildren(TIMES, mixed()).resume(null, null));
    }

    /** The children are functions, as is usual in Kotlin. */
    @Benchmark
    public int kotlin() {
        return check(RawChildren.functions(TIMES, mixed()).send(null));
    }

    /** The children are objects that are made first and awaited then. */
    @Benchmark
    public int kotlinObjects() {
        return check(RawChildren.objects(TIMES, mixed()).send(null));
    }

    @Benchmark
    public int continuation() {
        return run(ContinuationCoroutine::new);
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> run(ThreadCoroutine::virtual));
    }

    @Benchmark
    public int platformThread() {
        return run(ThreadCoroutine::platform);
    }

    private int run(StackCoroutine.Kind kind) {
        boolean mixed = mixed();
        return check(kind.make(self -> StackBodies.children(self, kind, TIMES, mixed))
                .send(null));
    }
}
