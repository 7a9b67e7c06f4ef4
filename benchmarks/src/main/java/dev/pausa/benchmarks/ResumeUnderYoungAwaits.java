package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.benchmarks.hand.ReturnedChain;
import dev.pausa.benchmarks.hand.StoredChain;
import dev.pausa.benchmarks.hand.Under;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * The exchange of {@link ResumeUnderAwaits} with a chain that was made just before, so that its frames are in the young
 * generation: so many exchanges that the making of the chain does not count, and so few that no collection moves it,
 * mostly. What is sent needs no new box. For Pausa the driver takes steps.
 */
@OperationsPerInvocation(ResumeUnderYoungAwaits.EXCHANGES)
@Fork(jvmArgsAppend = Workload.LARGE_STACK)
public class ResumeUnderYoungAwaits extends Workload {
    static final int EXCHANGES = 100_000;
    private static final int SUM = Sums.ofTotalsOfTicks(EXCHANGES);

    @Param({"0", "10", "1000"})
    public int awaits;

    /** The chain, so that no compiler can do without it. */
    public @Nullable Object chain;

    private static int check(int sum) {
        return Checksum.check(SUM, sum);
    }

    @Benchmark
    public int pausa() {
        Coroutine<Integer> coroutine = Bodies.under(awaits);
        coroutine.step(null);
        chain = coroutine;
        int sum = 0;
        for (int i = 1; i <= EXCHANGES; i++) {
            sum += (Integer) ((Step.Yielded<Integer>) coroutine.step(i & 127)).value();
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        StoredChain coroutine = new StoredChain(Under.stored(awaits));
        coroutine.send(null);
        chain = coroutine;
        int sum = 0;
        for (int i = 1; i <= EXCHANGES; i++) {
            sum += (Integer) coroutine.send(i & 127);
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        ReturnedChain coroutine = new ReturnedChain(Under.returned(awaits));
        coroutine.send(null);
        chain = coroutine;
        int sum = 0;
        for (int i = 1; i <= EXCHANGES; i++) {
            sum += (Integer) coroutine.send(i & 127);
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        RawCoroutine coroutine = RawBodies.under(awaits);
        coroutine.send(null);
        chain = coroutine;
        int sum = 0;
        for (int i = 1; i <= EXCHANGES; i++) {
            sum += (Integer) coroutine.send(i & 127);
        }
        return check(sum);
    }
}
