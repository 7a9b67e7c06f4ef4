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
 * mostly. What is sent needs no new box. The driver ends the chain in the end. For Pausa it takes steps.
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

    /** What is sent next; null ends the chain. */
    private static @Nullable Integer next(int exchange) {
        return exchange <= EXCHANGES ? exchange & 127 : null;
    }

    private static int check(int sum) {
        return Checksum.check(SUM, sum);
    }

    @Benchmark
    public int pausa() {
        Coroutine<Integer> coroutine = Bodies.under(awaits);
        chain = coroutine;
        int sum = 0;
        Step<Integer> step = coroutine.step(null);
        for (int i = 1; step instanceof Step.Yielded<Integer> yielded; i++) {
            sum += (Integer) yielded.value();
            step = coroutine.step(next(i));
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        StoredChain coroutine = new StoredChain(Under.stored(awaits));
        chain = coroutine;
        int sum = 0;
        Object outcome = coroutine.send(null);
        for (int i = 1; !coroutine.isDone(); i++) {
            sum += (Integer) outcome;
            outcome = coroutine.send(next(i));
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        ReturnedChain coroutine = new ReturnedChain(Under.returned(awaits));
        chain = coroutine;
        int sum = 0;
        Object outcome = coroutine.send(null);
        for (int i = 1; !coroutine.isDone(); i++) {
            sum += (Integer) outcome;
            outcome = coroutine.send(next(i));
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        RawCoroutine coroutine = RawBodies.under(awaits);
        chain = coroutine;
        int sum = 0;
        Object outcome = coroutine.send(null);
        for (int i = 1; !coroutine.isDone(); i++) {
            sum += (Integer) outcome;
            outcome = coroutine.send(next(i));
        }
        return check(sum);
    }
}
