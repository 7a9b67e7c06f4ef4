package dev.pausa.conformance.footprint;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import dev.pausa.conformance.fixtures.HeapHistogram;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a task takes of the heap, and allocates, on a JVM with compressed references and headers of 12 bytes. */
class TasksTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TASKS = 20_000;

    /** So few begin at a time that the loop's queue, which keeps its size, does not count. */
    private static final int TOGETHER = 100;

    private static final int TIMES = 5_000;
    private static final int ROUNDS = 10;

    private static Coroutine<Void> sleeper() {
        return coroutine(() -> await(sleep(Duration.ofHours(1))));
    }

    private static Coroutine<Long> sizeOfSleepers(int tasks) {
        return coroutine(() -> {
            long[] size = {HeapHistogram.take().bytes()};
            await(scope(scope -> {
                for (int i = 0; i < tasks; i += TOGETHER) {
                    for (int each = 0; each < TOGETHER; each++) {
                        scope.start(sleeper());
                    }
                    await(checkpoint());
                }
                size[0] = HeapHistogram.take().bytes() - size[0];
                scope.cancel("measured");
            }));
            return size[0];
        });
    }

    /** 296 bytes of objects, and a place in the heap of timers. */
    @Test
    void aSleepingTaskHasAtMost304Bytes() throws Exception {
        Loop.run(sizeOfSleepers(TOGETHER)); // what is loaded and linked at first counts nowhere
        long bytes = Loop.run(sizeOfSleepers(TASKS));
        assertThat(bytes / TASKS).isBetween(100L, 304L);
    }

    /** What a body does again and again. */
    private interface Each {
        Coroutine<Void> times(int times);
    }

    /**
     * Counts, in rounds, what this thread allocates, with and without, and takes the least of each; see
     * {@link AllocationTest}.
     */
    private static long allocatedByEach(Each each) throws Exception {
        long none = Long.MAX_VALUE;
        long all = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            none = Math.min(none, allocatedBy(each.times(0)));
            all = Math.min(all, allocatedBy(each.times(TIMES)));
        }
        return (all - none) / TIMES;
    }

    private static long allocatedBy(Coroutine<Void> body) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Loop.run(body);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Coroutine<Void> readyPromise(int times) {
        Promise<Integer> promise = new Promise<>();
        promise.complete(1);
        return coroutine(() -> {
            for (int i = 0; i < times; i++) {
                await(promise);
            }
        });
    }

    /** For the await 120 bytes, with what the loop gets and wakes; for the promise 40; for the step to the loop 16. */
    @Test
    void awaitingAPromiseThatIsSetAllocatesAtMost176Bytes() throws Exception {
        assertThat(allocatedByEach(TasksTest::readyPromise)).isBetween(1L, 176L);
    }

    private static Coroutine<Void> readyReceives(int times) {
        Channel<String> channel = Channel.unbounded();
        for (int i = 0; i < times; i++) {
            channel.trySend("value");
        }
        return coroutine(() -> {
            for (int i = 0; i < times; i++) {
                await(channel.receive());
            }
        });
    }

    /** For the operation 24 bytes, and 24 for what it may have to settle, unless the JIT compiler does without. */
    @Test
    void receivingWhatIsThereAllocatesAtMost184Bytes() throws Exception {
        assertThat(allocatedByEach(TasksTest::readyReceives)).isBetween(1L, 184L);
    }

    private static Coroutine<Void> checkpoints(int times) {
        return coroutine(() -> {
            for (int i = 0; i < times; i++) {
                await(checkpoint());
            }
        });
    }

    /** For the operation 16. */
    @Test
    void aSwitchAllocatesAtMost152Bytes() throws Exception {
        assertThat(allocatedByEach(TasksTest::checkpoints)).isBetween(1L, 152L);
    }
}
