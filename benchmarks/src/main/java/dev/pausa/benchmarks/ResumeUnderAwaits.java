package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.benchmarks.hand.ReturnedChain;
import dev.pausa.benchmarks.hand.StoredChain;
import dev.pausa.benchmarks.hand.Under;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * The exchange of {@link SendReceive}, by a coroutine that is awaited by another, that by a third, and so on. All
 * frames are in the old generation, as those of a long chain are. Some peers need a stack of hundreds of megabytes to
 * begin the longest.
 */
@OperationsPerInvocation(Workload.TIMES)
@Fork(jvmArgsAppend = Workload.LARGE_STACK)
public class ResumeUnderAwaits extends Workload {
    @Param({"0", "10", "100", "1000", "100000"})
    public int awaits;

    /** What the coroutine's total was before this invocation. */
    private int base;

    private @Nullable Coroutine<Integer> pausa;
    private @Nullable StoredChain hand;
    private @Nullable ReturnedChain handReturned;
    private @Nullable RawCoroutine kotlin;
    private @Nullable StackCoroutine stack;

    private int check(int sum) {
        int before = base;
        base += TIMES * (TIMES + 1) / 2;
        return Checksum.check(Sums.ofTotals(before, TIMES), sum);
    }

    @Benchmark
    public int pausa() {
        if (pausa == null) {
            pausa = Bodies.under(awaits);
            pausa.send(null);
            makeOld();
        }
        Coroutine<Integer> coroutine = pausa;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        if (hand == null) {
            hand = new StoredChain(Under.stored(awaits));
            hand.send(null);
            makeOld();
        }
        StoredChain chain = hand;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) chain.send(i);
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        if (handReturned == null) {
            handReturned = new ReturnedChain(Under.returned(awaits));
            handReturned.send(null);
            makeOld();
        }
        ReturnedChain chain = handReturned;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) chain.send(i);
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        if (kotlin == null) {
            kotlin = RawBodies.under(awaits);
            kotlin.send(null);
            makeOld();
        }
        RawCoroutine coroutine = kotlin;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {LARGE_STACK, LARGE_REGIONS})
    public int continuation() {
        return exchange(ContinuationCoroutine::new);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {LARGE_STACK, LARGE_REGIONS})
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> exchange(ThreadCoroutine::virtual));
    }

    @Benchmark
    public int platformThread() {
        return exchange(ThreadCoroutine::platform);
    }

    private int exchange(StackCoroutine.Kind kind) {
        if (stack == null) {
            int depth = awaits;
            stack = kind.make(self -> StackBodies.under(self, depth));
            stack.send(null);
            makeOld();
        }
        StackCoroutine coroutine = stack;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }
}
