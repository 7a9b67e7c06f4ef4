package dev.pausa.benchmarks;

import dev.pausa.benchmarks.hand.Range;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.StackIterator;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Iterators;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import java.util.Iterator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * A new generator yields the numbers below a thousand, boxed. They are taken one by one with {@code next()}, or with
 * {@code hasNext()} and {@code next()} as a for-each loop does.
 */
@OperationsPerInvocation(Workload.TIMES)
public class GeneratorElement extends Workload {
    @Param({"next", "for-each"})
    public String loop;

    /** The generator, so that no compiler can do without it. */
    public Object generator;

    private static int check(int sum) {
        return Checksum.check(Sums.ofRange(TIMES), sum);
    }

    private int drain(Iterator<Integer> numbers) {
        generator = numbers;
        int sum = 0;
        if (loop.equals("next")) {
            for (int i = 0; i < TIMES; i++) {
                sum += numbers.next();
            }
        } else {
            while (numbers.hasNext()) {
                sum += numbers.next();
            }
        }
        return check(sum);
    }

    @Benchmark
    public int pausa() {
        return drain(Bodies.range(TIMES));
    }

    @Benchmark
    public int hand() {
        return drain(new Range.Stored(TIMES));
    }

    /** There is no {@code hasNext} where nothing is stored: the loop looks at the state. */
    @Benchmark
    public int handReturned() {
        Range.Returned numbers = new Range.Returned(TIMES);
        generator = numbers;
        int sum = 0;
        if (loop.equals("next")) {
            for (int i = 0; i < TIMES; i++) {
                sum += (Integer) numbers.resume(null, null);
            }
        } else {
            for (Object number = numbers.resume(null, null); !numbers.isDone(); number = numbers.resume(null, null)) {
                sum += (Integer) number;
            }
        }
        return check(sum);
    }

    /** Kotlin's own {@code iterator}. */
    @Benchmark
    public int kotlin() {
        return drain(Iterators.range(TIMES));
    }

    /** Kotlin's {@code suspend} functions, with nothing above them. */
    @Benchmark
    public int kotlinRaw() {
        RawCoroutine numbers = RawBodies.range(TIMES);
        generator = numbers;
        int sum = 0;
        if (loop.equals("next")) {
            for (int i = 0; i < TIMES; i++) {
                sum += (Integer) numbers.send(null);
            }
        } else {
            for (Object number = numbers.send(null); !numbers.isDone(); number = numbers.send(null)) {
                sum += (Integer) number;
            }
        }
        return check(sum);
    }

    @Benchmark
    public int continuation() {
        return drain(numbers(ContinuationCoroutine::new));
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> drainToItsEnd(numbers(ThreadCoroutine::virtual)));
    }

    @Benchmark
    public int platformThread() {
        return drainToItsEnd(numbers(ThreadCoroutine::platform));
    }

    private static Iterator<Integer> numbers(StackCoroutine.Kind kind) {
        return new StackIterator(kind.make(self -> StackBodies.range(self, TIMES)));
    }

    /** A thread that nobody needs any more must end. */
    private int drainToItsEnd(Iterator<Integer> numbers) {
        int sum = drain(numbers);
        Checksum.check(0, numbers.hasNext() ? 1 : 0);
        return sum;
    }
}
