package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.benchmarks.hand.ReturnedChain;
import dev.pausa.benchmarks.hand.ReturnedTree;
import dev.pausa.benchmarks.hand.StoredChain;
import dev.pausa.benchmarks.hand.StoredTree;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * A tree of a million coroutines, each awaited by its parent. The leaves finish at once, or each pauses once, so that
 * all the nodes above it pause with it.
 */
@OperationsPerInvocation(TreeOfCoroutines.MILLION)
public class TreeOfCoroutines extends Workload {
    static final int MILLION = 1_000_000;
    private static final String TOO_MANY_STARTS = "starting a million platform threads takes a minute";

    @Param({"finish", "pause"})
    public String leaves;

    @Param({"" + MILLION})
    public int nodes;

    private boolean pausing() {
        return leaves.equals("pause");
    }

    private long check(Object sum) {
        return Checksum.check((long) nodes * (nodes + 1) / 2, (Long) sum);
    }

    @Benchmark
    public long pausa() {
        Coroutine<Long> root = Bodies.tree(1, nodes, pausing());
        Step<Long> step = root.step(null);
        while (step instanceof Step.Yielded<Long> yielded) {
            step = root.step(yielded.value());
        }
        return check(((Step.Returned<Long>) step).value());
    }

    @Benchmark
    public long hand() {
        StoredChain chain = new StoredChain(new StoredTree(1, nodes, pausing()));
        Object outcome = chain.send(null);
        while (!chain.isDone()) {
            outcome = chain.send(outcome);
        }
        return check(outcome);
    }

    @Benchmark
    public long handReturned() {
        ReturnedChain chain = new ReturnedChain(new ReturnedTree(1, nodes, pausing()));
        Object outcome = chain.send(null);
        while (!chain.isDone()) {
            outcome = chain.send(outcome);
        }
        return check(outcome);
    }

    /** The nodes are functions: there is no object for one that does not pause. */
    @Benchmark
    public long kotlin() {
        RawCoroutine root = RawBodies.tree(nodes, pausing());
        Object outcome = root.send(null);
        while (!root.isDone()) {
            outcome = root.send(outcome);
        }
        return check(outcome);
    }

    @Benchmark
    public long continuation() {
        return run(ContinuationCoroutine::new);
    }

    @Benchmark
    public long virtualThread() throws Exception {
        return VirtualThreads.drive(() -> run(ThreadCoroutine::virtual));
    }

    @Benchmark
    @NotFor(value = "finish", because = TOO_MANY_STARTS)
    @NotFor(value = "pause", because = TOO_MANY_STARTS)
    public long platformThread() {
        return run(ThreadCoroutine::platform);
    }

    private long run(StackCoroutine.Kind kind) {
        int last = nodes;
        boolean pausing = pausing();
        StackCoroutine root = kind.make(self -> StackBodies.tree(self, kind, 1, last, pausing));
        Object outcome = root.send(null);
        while (!root.isDone()) {
            outcome = root.send(outcome);
        }
        return check(outcome);
    }
}
