package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.benchmarks.hand.Large;
import dev.pausa.benchmarks.hand.ReturnedFrame;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Bodies with many places to pause and twelve counters that are live at each: a number is sent in, below 128, so that
 * it is never boxed anew, and added to a total.
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
        Coroutine<Integer> coroutine = switch (pauses) {
            case 10 -> LargeBodies.of10(rounds());
            case 60 -> LargeBodies.of60(rounds());
            default -> LargeBodies.of200(rounds());
        };
        coroutine.send(null);
        for (int i = 1; i < EXCHANGES; i++) {
            coroutine.send(i & 127);
        }
        return check(((Step.Returned<Integer>) coroutine.step(EXCHANGES & 127)).value());
    }

    @Benchmark
    public int handReturned() {
        ReturnedFrame coroutine = Large.of(pauses, rounds());
        coroutine.resume(null, null);
        for (int i = 1; i < EXCHANGES; i++) {
            coroutine.resume(null, i & 127);
        }
        return check((Integer) coroutine.resume(null, EXCHANGES & 127));
    }

    @Benchmark
    public int kotlin() {
        RawCoroutine coroutine = switch (pauses) {
            case 10 -> dev.pausa.benchmarks.kotlin.LargeBodies.of10(rounds());
            case 60 -> dev.pausa.benchmarks.kotlin.LargeBodies.of60(rounds());
            default -> dev.pausa.benchmarks.kotlin.LargeBodies.of200(rounds());
        };
        coroutine.send(null);
        for (int i = 1; i < EXCHANGES; i++) {
            coroutine.send(i & 127);
        }
        return check((Integer) coroutine.send(EXCHANGES & 127));
    }
}
