package watched;

import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.async.Loop;
import dev.pausa.async.Rule;
import dev.pausa.async.Task;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Not in the library's packages, since what is in there counts as its own code. */
@Timeout(60)
class WatchdogTest {
    @AfterEach
    void reset() {
        Loop.setWatchdog(
                Duration.ofMillis(100),
                text -> Logger.getLogger("dev.pausa.async").warning(text));
    }

    @Test
    @Rule("L7")
    void a_task_that_blocks_its_loop_is_reported_with_the_blocking_call() throws Exception {
        BlockingQueue<String> reports = new LinkedBlockingQueue<>();
        Loop.setWatchdog(Duration.ofMillis(20), reports::add);
        CountDownLatch release = new CountDownLatch(1);
        try (Loop loop = Loop.onThread("watched")) {
            Task<Void> task = loop.start("blocker", coroutine(() -> block(release)));
            String report = reports.poll(30, TimeUnit.SECONDS);
            release.countDown();
            assertThat(report)
                    .startsWith("task 'blocker' has kept its loop busy for more than 20 ms in"
                            + " java.util.concurrent.CountDownLatch.await, called at watched.WatchdogTest.block("
                            + "WatchdogTest.java:")
                    .contains("java.util.concurrent.CountDownLatch.await(CountDownLatch.java:", "Thread 'watched':\n")
                    .doesNotContain("dev.pausa.async.SerialLoop");
            task.join();
        }
        assertThat(reports).isEmpty();
    }

    private static volatile boolean isOver;

    @Test
    void a_task_that_computes_is_reported_with_its_place() throws Exception {
        isOver = false;
        BlockingQueue<String> reports = new LinkedBlockingQueue<>();
        Loop.setWatchdog(Duration.ofMillis(20), reports::add);
        try (Loop loop = Loop.onThread("watched")) {
            Task<Void> task = loop.start("counter", coroutine(() -> compute()));
            String report = reports.poll(30, TimeUnit.SECONDS);
            isOver = true;
            task.join();
            assertThat(report)
                    .startsWith("task 'counter' has kept its loop busy for more than 20 ms at"
                            + " watched.WatchdogTest.compute(WatchdogTest.java:");
        }
    }

    private static void compute() {
        while (!isOver) {
            // busy
        }
    }

    private static void block(CountDownLatch release) throws InterruptedException {
        release.await();
    }
}
