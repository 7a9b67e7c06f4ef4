package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.benchmarks.hand.Ticks;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Many paused coroutines, resumed in turn: so few that all stay in the processor's cache, or far more. The values are
 * boxes that exist already, so what is allocated is the peer's own.
 */
@OperationsPerInvocation(SchedulerLoop.RESUMES)
public class SchedulerLoop extends Workload {
    static final int RESUMES = 100_000;

    @Param({"50", "100000"})
    public int coroutines;

    /** How often each has been resumed before this invocation. */
    private int base;

    private Coroutine<?> @Nullable [] pausa;
    private Ticks.Stored @Nullable [] hand;
    private Ticks.Returned @Nullable [] handReturned;
    private RawCoroutine @Nullable [] kotlin;
    private StackCoroutine @Nullable [] stacks;

    private int check(int sum) {
        int rounds = RESUMES / coroutines;
        int expected = 0;
        for (int i = 1; i <= rounds; i++) {
            expected += (base + i & 127) * coroutines;
        }
        base += rounds;
        return Checksum.check(expected, sum);
    }

    @Benchmark
    public int pausa() {
        if (pausa == null) {
            pausa = new Coroutine<?>[coroutines];
            Arrays.setAll(pausa, i -> Bodies.ticks());
            for (Coroutine<?> coroutine : pausa) {
                coroutine.send(null);
            }
            makeOld();
        }
        int sum = 0;
        for (int round = RESUMES / coroutines; round > 0; round--) {
            for (Coroutine<?> coroutine : pausa) {
                sum += (Integer) coroutine.send(1);
            }
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        if (hand == null) {
            hand = new Ticks.Stored[coroutines];
            Arrays.setAll(hand, i -> new Ticks.Stored());
            for (Ticks.Stored coroutine : hand) {
                coroutine.resume(null, null);
            }
            makeOld();
        }
        int sum = 0;
        for (int round = RESUMES / coroutines; round > 0; round--) {
            for (Ticks.Stored coroutine : hand) {
                coroutine.resume(null, 1);
                sum += (Integer) coroutine.value;
            }
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        if (handReturned == null) {
            handReturned = new Ticks.Returned[coroutines];
            Arrays.setAll(handReturned, i -> new Ticks.Returned());
            for (Ticks.Returned coroutine : handReturned) {
                coroutine.resume(null, null);
            }
            makeOld();
        }
        int sum = 0;
        for (int round = RESUMES / coroutines; round > 0; round--) {
            for (Ticks.Returned coroutine : handReturned) {
                sum += (Integer) coroutine.resume(null, 1);
            }
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        if (kotlin == null) {
            kotlin = new RawCoroutine[coroutines];
            Arrays.setAll(kotlin, i -> RawBodies.ticks());
            for (RawCoroutine coroutine : kotlin) {
                coroutine.send(null);
            }
            makeOld();
        }
        int sum = 0;
        for (int round = RESUMES / coroutines; round > 0; round--) {
            for (RawCoroutine coroutine : kotlin) {
                sum += (Integer) coroutine.send(1);
            }
        }
        return check(sum);
    }

    @Benchmark
    public int continuation() {
        return resume(ContinuationCoroutine::new);
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> resume(ThreadCoroutine::virtual));
    }

    @Benchmark
    @NotFor(value = "100000", because = "100,000 platform threads are more than most systems allow")
    public int platformThread() {
        return resume(ThreadCoroutine::platform);
    }

    private int resume(StackCoroutine.Kind kind) {
        if (stacks == null) {
            stacks = new StackCoroutine[coroutines];
            Arrays.setAll(stacks, i -> kind.make(StackBodies::ticks));
            for (StackCoroutine coroutine : stacks) {
                coroutine.send(null);
            }
            makeOld();
        }
        int sum = 0;
        for (int round = RESUMES / coroutines; round > 0; round--) {
            for (StackCoroutine coroutine : stacks) {
                sum += (Integer) coroutine.send(1);
            }
        }
        return check(sum);
    }
}
