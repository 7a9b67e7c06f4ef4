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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a task takes of the heap, and allocates, on a JVM with compressed references and headers of 12 bytes. */
class TasksTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TASKS = 20_000;
    private static final int TIMES = 5_000;
    private static final int ROUNDS = 10;

    /** Returns how many bytes are live on the heap, as the JVM counts them object by object. */
    private static long live() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        String[] total =
                histogram.substring(histogram.lastIndexOf("Total")).strip().split("\\s+");
        return Long.parseLong(total[2]);
    }

    private static Coroutine<Void> sleeper() {
        return coroutine(() -> await(sleep(Duration.ofHours(1))));
    }

    private static Coroutine<Long> sizeOfSleepers(int tasks) {
        return coroutine(() -> {
            long[] size = {live()};
            await(scope(scope -> {
                for (int i = 0; i < tasks; i++) {
                    scope.start(sleeper());
                }
                await(checkpoint());
                size[0] = live() - size[0];
                scope.cancel("measured");
            }));
            return size[0];
        });
    }

    /** 296 bytes of objects, and a place in the heap of timers. */
    @Test
    void aSleepingTaskHasAtMost304Bytes() throws Exception {
        Loop.run(sizeOfSleepers(100)); // what is loaded and linked at first counts nowhere
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
