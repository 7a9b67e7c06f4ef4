package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.benchmarks.hand.Totals;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * One coroutine, a thousand times: a number is sent in, the total so far comes out, both boxed. A young frame was made
 * just before; an old one is in the old generation, where a reference that is stored into it costs the collector's
 * barrier.
 */
@OperationsPerInvocation(Workload.TIMES)
public class SendReceive extends Workload {
    @Param({"young", "old"})
    public String frame;

    /** What the coroutine's total was before this invocation. */
    private int base;

    private @Nullable Coroutine<Integer> pausa;
    private @Nullable Generator<Integer, Integer, Void> pausaGenerator;
    private Totals.@Nullable Stored hand;
    private Totals.@Nullable Returned handReturned;
    private @Nullable RawCoroutine kotlin;
    private @Nullable StackCoroutine stack;

    /** Whether the peer makes its coroutine now. */
    private boolean makes(@Nullable Object coroutine) {
        return coroutine == null || frame.equals("young");
    }

    /** The peer has made its coroutine. */
    private void made() {
        base = 0;
        if (frame.equals("old")) {
            makeOld();
        }
    }

    private int check(int sum) {
        int before = base;
        base += TIMES * (TIMES + 1) / 2;
        return Checksum.check(Sums.ofTotals(before, TIMES), sum);
    }

    @Benchmark
    public int pausa() {
        if (makes(pausa)) {
            pausa = Bodies.totals();
            pausa.send(null);
            made();
        }
        Coroutine<Integer> coroutine = pausa;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }

    /** The same body as a generator. */
    @Benchmark
    public int pausaGenerator() {
        if (makes(pausaGenerator)) {
            pausaGenerator = Bodies.generatorOfTotals();
            pausaGenerator.send(null);
            made();
        }
        Generator<Integer, Integer, Void> generator = pausaGenerator;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += generator.send(i);
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        if (makes(hand)) {
            hand = new Totals.Stored();
            hand.resume(null, null);
            made();
        }
        Totals.Stored coroutine = hand;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            coroutine.resume(null, i);
            sum += (Integer) coroutine.value;
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        if (makes(handReturned)) {
            handReturned = new Totals.Returned();
            handReturned.resume(null, null);
            made();
        }
        Totals.Returned coroutine = handReturned;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.resume(null, i);
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        if (makes(kotlin)) {
            kotlin = RawBodies.totals();
            kotlin.send(null);
            made();
        }
        RawCoroutine coroutine = kotlin;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }

    @Benchmark
    public int continuation() {
        return exchange(ContinuationCoroutine::new);
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> exchange(ThreadCoroutine::virtual));
    }

    @Benchmark
    public int platformThread() {
        return exchange(ThreadCoroutine::platform);
    }

    private int exchange(StackCoroutine.Kind kind) {
        if (makes(stack)) {
            end(stack);
            stack = kind.make(StackBodies::totals);
            stack.send(null);
            made();
        }
        StackCoroutine coroutine = stack;
        int sum = 0;
        for (int i = 1; i <= TIMES; i++) {
            sum += (Integer) coroutine.send(i);
        }
        return check(sum);
    }

    /** A thread that nobody needs any more must end. */
    private static void end(@Nullable StackCoroutine coroutine) {
        if (coroutine != null) {
            coroutine.send(null);
        }
    }
}
