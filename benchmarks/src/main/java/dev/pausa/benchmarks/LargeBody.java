package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.benchmarks.hand.Large;
import dev.pausa.benchmarks.hand.ReturnedFrame;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Bodies with many places to pause and twelve counters that are live at each: a number is sent in, one comes out, both
 * below 128, so that they are never boxed anew.
 */
@OperationsPerInvocation(LargeBody.EXCHANGES)
public class LargeBody extends Workload {
    /** A multiple of all numbers of pauses. */
    static final int EXCHANGES = 1_200;

    @Param({"10", "60", "200"})
    public int pauses;

    private int rounds() {
        return EXCHANGES / pauses;
    }

    private int check(int result) {
        return Checksum.check(Sums.ofLargeBody(pauses, EXCHANGES), result);
    }

    @Benchmark
    public int pausa() {
        Coroutine<Integer> coroutine =
                switch (pauses) {
                    case 10 -> LargeBodies.of10(rounds());
                    case 60 -> LargeBodies.of60(rounds());
                    default -> LargeBodies.of200(rounds());
                };
        int sum = (Integer) coroutine.send(null);
        for (int i = 1; i < EXCHANGES; i++) {
            sum += (Integer) coroutine.send(i & 127);
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        ReturnedFrame coroutine = Large.of(pauses, rounds());
        int sum = (Integer) coroutine.resume(null, null);
        for (int i = 1; i < EXCHANGES; i++) {
            sum += (Integer) coroutine.resume(null, i & 127);
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        RawCoroutine coroutine =
                switch (pauses) {
                    case 10 -> dev.pausa.benchmarks.kotlin.LargeBodies.of10(rounds());
                    case 60 -> dev.pausa.benchmarks.kotlin.LargeBodies.of60(rounds());
                    default -> dev.pausa.benchmarks.kotlin.LargeBodies.of200(rounds());
                };
        int sum = (Integer) coroutine.send(null);
        for (int i = 1; i < EXCHANGES; i++) {
            sum += (Integer) coroutine.send(i & 127);
        }
        return check(sum);
    }
}
