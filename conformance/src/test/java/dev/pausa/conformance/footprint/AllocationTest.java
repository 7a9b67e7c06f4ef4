package dev.pausa.conformance.footprint;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A resume with a value allocates nothing. What the body and its driver allocate themselves is not counted: they pass
 * boxes that exist.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TIMES = 5_000;
    private static final int ROUNDS = 10;

    /** Yields numbers that are never boxed anew, until it is sent null. */
    private static Coroutine<Integer> ticks() {
        return coroutine(() -> {
            int ticks = 0;
            Object sent = suspend(ticks);
            while (sent != null) {
                ticks = (ticks + (Integer) sent) & 127;
                sent = suspend(ticks);
            }
            return ticks;
        });
    }

    private static Coroutine<Integer> under(int awaits) {
        return awaits == 0 ? ticks() : coroutine(() -> await(under(awaits - 1)) + 1);
    }

    /**
     * Counts what this thread allocates, in rounds, and takes the least: what is linked at a first call, or made anew
     * when the JIT compiler takes back a guess, comes once and not in each round.
     */
    private static long allocatedBy(Runnable resume) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TIMES; i++) {
                resume.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /**
     * Otherwise the other tests would see nothing. The objects go to places in turn: of stores to one place the JIT
     * compiler may keep the last.
     */
    @Test
    void whatIsAllocatedIsCounted() {
        Object[] kept = new Object[64];
        int[] next = {0};
        assertThat(allocatedBy(() -> kept[next[0]++ & 63] = new Object())).isEqualTo(16L * TIMES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000})
    void sendAllocatesNothing(int awaits) {
        Coroutine<Integer> coroutine = under(awaits);
        coroutine.send(null);
        assertThat(allocatedBy(() -> coroutine.send(1))).isZero();
    }

    @Test
    void sendToManyInTurnAllocatesNothing() {
        List<Coroutine<Integer>> coroutines =
                Stream.generate(AllocationTest::ticks).limit(50).toList();
        coroutines.forEach(coroutine -> coroutine.send(null));
        int[] next = {0};
        assertThat(allocatedBy(() -> coroutines.get(next[0]++ % 50).send(1))).isZero();
    }

    @Test
    void nullAllocatesNothing() {
        Coroutine<Integer> coroutine = coroutine(() -> {
            while (suspend(null) == null) {
                // goes on
            }
            return 0;
        });
        coroutine.send(null);
        assertThat(allocatedBy(() -> coroutine.send(null))).isZero();
    }

    private static Generator<Integer, Void, Void> numbersUnder(int delegations) {
        return generator(g -> {
            if (delegations > 0) {
                g.yieldFrom(numbersUnder(delegations - 1));
            }
            while (true) {
                g.yield(1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000})
    void nextAllocatesNothing(int delegations) {
        Generator<Integer, Void, Void> generator = numbersUnder(delegations);
        assertThat(allocatedBy(generator::next)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000})
    void hasNextAllocatesNothing(int delegations) {
        Generator<Integer, Void, Void> generator = numbersUnder(delegations);
        assertThat(allocatedBy(() -> {
                    if (generator.hasNext()) {
                        generator.next();
                    }
                }))
                .isZero();
    }

    private static final class Signal extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static Coroutine<Integer> catching() {
        return coroutine(() -> {
            Object sent = 0;
            while (sent != null) {
                try {
                    sent = suspend(1);
                } catch (Signal signal) {
                    sent = 2;
                }
            }
            return 0;
        });
    }

    @Test
    void raiseAllocatesNothing() {
        Coroutine<Integer> coroutine = catching();
        Signal signal = new Signal();
        coroutine.send(null);
        assertThat(allocatedBy(() -> coroutine.raise(signal))).isZero();
    }

    @Test
    void raiseUnderAnAwaitAllocatesNothing() {
        Coroutine<Integer> coroutine = coroutine(() -> await(catching()) + 1);
        Signal signal = new Signal();
        coroutine.send(null);
        assertThat(allocatedBy(() -> coroutine.raise(signal))).isZero();
    }

    private static final int HANDLE = 24;
    private static final int FRAME = 32; // without variables

    /** A finalizer for each would be several times as much. */
    @Test
    void whatIsClosedSoonAfterAPauseInATryGetsNoLifeline() {
        int watch = 24;
        int exit = 40;
        assertThat(allocatedBy(() -> {
                    Coroutine<Integer> coroutine = coroutine(() -> {
                        try {
                            suspend(null);
                        } finally {
                            closed++;
                        }
                        return closed;
                    });
                    coroutine.send(null);
                    coroutine.close();
                }))
                .isLessThanOrEqualTo((long) (HANDLE + FRAME + watch + exit) * TIMES);
        assertThat(closed).isEqualTo(TIMES * ROUNDS);
    }

    private static int closed;

    @Test
    void aChildThatFinishesAtOnceHasNoFrame() {
        assertThat(allocatedBy(() -> coroutine(() -> await(coroutine(() -> 1 > 0 ? 1 : (Integer) suspend(null))))
                        .step(null)))
                .isLessThanOrEqualTo((2L * HANDLE + 16) * TIMES); // and the step
    }
}
