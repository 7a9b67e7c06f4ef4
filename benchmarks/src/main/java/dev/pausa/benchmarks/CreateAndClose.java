package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.benchmarks.hand.Closing;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A coroutine is made, runs to its first pause and is closed there; its finally block runs. It is kept in an array
 * meanwhile, as it would be by a scheduler. Kotlin has no close; an exception is raised there.
 */
@OperationsPerInvocation(Workload.TIMES)
public class CreateAndClose extends Workload {
    private final Counter counter = new Counter();

    /** The coroutines of one invocation, so that no compiler can do without them. */
    private Object[] made = new Object[TIMES];

    private Object[] newArray() {
        made = new Object[TIMES];
        return made;
    }

    private int check(int sum) {
        int closed = counter.count;
        counter.count = 0;
        Checksum.check(TIMES, closed);
        return Checksum.check(Sums.ofRange(TIMES), sum);
    }

    @Benchmark
    public int pausa() {
        Object[] all = newArray();
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            Coroutine<Object> coroutine = Bodies.closing(counter, i);
            all[i] = coroutine;
            sum += (Integer) coroutine.send(null);
            coroutine.close();
        }
        return check(sum);
    }

    @Benchmark
    public int hand() {
        Object[] all = newArray();
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            Closing.Stored coroutine = new Closing.Stored(counter, i);
            all[i] = coroutine;
            coroutine.begin();
            sum += (Integer) coroutine.value;
            coroutine.close();
        }
        return check(sum);
    }

    @Benchmark
    public int handReturned() {
        Object[] all = newArray();
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            Closing.Returned coroutine = new Closing.Returned(counter, i);
            all[i] = coroutine;
            sum += (Integer) coroutine.begin();
            coroutine.close();
        }
        return check(sum);
    }

    @Benchmark
    public int kotlin() {
        Object[] all = newArray();
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            RawCoroutine coroutine = RawBodies.closing(counter, i);
            all[i] = coroutine;
            sum += (Integer) coroutine.send(null);
            coroutine.close();
        }
        return check(sum);
    }

    @Benchmark
    public int continuation() {
        return run(ContinuationCoroutine::new);
    }

    @Benchmark
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> run(ThreadCoroutine::virtual));
    }

    @Benchmark
    public int platformThread() {
        return run(ThreadCoroutine::platform);
    }

    private int run(StackCoroutine.Kind kind) {
        Object[] all = newArray();
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            int number = i;
            StackCoroutine coroutine = kind.make(self -> StackBodies.closing(self, counter, number));
            all[i] = coroutine;
            sum += (Integer) coroutine.send(null);
            coroutine.close();
        }
        return check(sum);
    }
}
