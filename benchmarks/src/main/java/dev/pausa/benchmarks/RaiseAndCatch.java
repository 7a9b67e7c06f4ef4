package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.benchmarks.hand.Catching;
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

/**
 * An exception is raised where a body is paused; the body catches it and yields again. The exception is always the same
 * one, and the values are boxes that exist already.
 */
@OperationsPerInvocation(Workload.TIMES)
public class RaiseAndCatch extends Workload {
    private static final int SUM = Sums.ofTicks(TIMES);

    private @Nullable Coroutine<Integer> pausa;
    private Catching.@Nullable Stored hand;
    private Catching.@Nullable Returned handReturned;
    private @Nullable RawCoroutine kotlin;

    private static int check(int sum) {
        return Checksum.check(SUM, sum);
    }

    @Benchmark
    public int pausa() {
        Coroutine<Integer> coroutine = Bodies.catching();
        pausa = coroutine;
        coroutine.send(null);
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += (Integer) coroutine.raise(Signal.SIGNAL);
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        Catching.Stored coroutine = new Catching.Stored();
        hand = coroutine;
        coroutine.resume(null);
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            coroutine.resume(Signal.SIGNAL);
            sum += (Integer) coroutine.value;
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        Catching.Returned coroutine = new Catching.Returned();
        handReturned = coroutine;
        coroutine.resume(null);
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += (Integer) coroutine.resume(Signal.SIGNAL);
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        RawCoroutine coroutine = RawBodies.catching();
        kotlin = coroutine;
        coroutine.send(null);
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += (Integer) coroutine.raise(Signal.SIGNAL);
        }
        return check(sum);
    }

    @Benchmark
    public int continuation() {
        return raise(ContinuationCoroutine::new);
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> raise(ThreadCoroutine::virtual));
    }

    @Benchmark
    public int platformThread() {
        return raise(ThreadCoroutine::platform);
    }

    private static int raise(StackCoroutine.Kind kind) {
        StackCoroutine coroutine = kind.make(StackBodies::catching);
        coroutine.send(null);
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += (Integer) coroutine.raise(Signal.SIGNAL);
        }
        coroutine.send(null);
        return check(sum);
    }
}
