package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.conformance.fixtures.ForgottenLeftAlone;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Forgotten objects are closed whatever an executor, a handler or another one of them does, and what these do is
 * reported. No test waits for the time that the closer gives them: each waits for what must happen.
 */
@Timeout(120)
class ForgottenCloserTest {
    private static final int SOME = 20;

    private final BlockingQueue<Unraisable> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final CountDownLatch isOver = new CountDownLatch(1);

    @BeforeAll
    static void settle() throws InterruptedException {
        Forgetting.settle();
    }

    @BeforeEach
    void begin() {
        Diagnostics.setUnraisableHandler(reports::add);
        Diagnostics.setClosing(true);
    }

    @AfterEach
    void end() {
        isOver.countDown();
        Diagnostics.setCloser(null);
        Diagnostics.setUnraisableHandler(null);
        new ForgottenLeftAlone().beforeAll(null);
    }

    private void forget(int count) {
        for (int i = 0; i < count; i++) {
            coroutine(() -> {
                        try {
                            suspend(1);
                        } finally {
                            closed.add(Thread.currentThread().getName());
                        }
                    })
                    .send(null);
        }
    }

    private static <T> T collectUntil(BlockingQueue<T> queue) throws InterruptedException {
        T first = queue.poll();
        while (first == null) {
            System.gc();
            first = queue.poll(20, TimeUnit.MILLISECONDS);
        }
        return first;
    }

    private void assertSomeAreClosedByTheLibrary() throws InterruptedException {
        for (int i = 0; i < SOME; i++) {
            assertThat(collectUntil(closed)).isEqualTo("pausa-closer");
        }
    }

    private void assertReported(String message, Throwable exception) throws InterruptedException {
        assertThat(collectUntil(reports)).isEqualTo(new Unraisable(message, exception));
        assertThat(reports).isEmpty();
    }

    private static Executor throwing(Throwable thrown) {
        return task -> ForgottenCloserTest.<RuntimeException>sneak(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void an_executor_may_refuse() throws Exception {
        Diagnostics.setCloser(throwing(new RejectedExecutionException()));
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        assertThat(reports).isEmpty();
    }

    @Test
    void an_executor_that_fails_is_reported_once() throws Exception {
        Throwable failure = new IllegalStateException("loop is closed");
        Diagnostics.setCloser(throwing(failure));
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        assertReported("The executor of Diagnostics.setCloser failed", failure);
    }

    @Test
    void an_executor_that_fails_with_an_error_is_reported_once() throws Exception {
        Throwable failure = new NoClassDefFoundError("gone");
        Diagnostics.setCloser(throwing(failure));
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        assertReported("The executor of Diagnostics.setCloser failed", failure);
    }

    @Test
    void what_an_executor_drops_is_closed_too() throws Exception {
        Diagnostics.setCloser(task -> {});
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        assertThat(collectUntil(reports).message()).isEqualTo("The executor of Diagnostics.setCloser drops tasks");
        assertThat(reports).isEmpty();
    }

    @Test
    void an_executor_that_does_not_come_back_holds_up_nothing() throws Exception {
        Diagnostics.setCloser(task -> uninterrupted(isOver));
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        Unraisable report = collectUntil(reports);
        assertThat(report.message()).isEqualTo("The executor of Diagnostics.setCloser takes no task");
        assertThat(report.exception())
                .hasMessage("no end after 2 seconds on thread pausa-closer, which stands here now; others are closed on"
                        + " another thread");
        assertThat(report.exception().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("uninterrupted");
        assertThat(reports).isEmpty();
    }

    /** Not the executor's fault, though it is the executor that does not come back. */
    @Test
    void a_finally_block_that_does_not_end_holds_up_nothing_on_an_executor_that_runs_in_place() throws Exception {
        Diagnostics.setCloser(Runnable::run);
        assertAFinallyBlockHoldsUpNothing();
    }

    @Test
    void a_finally_block_that_does_not_end_holds_up_nothing() throws Exception {
        assertAFinallyBlockHoldsUpNothing();
    }

    private void assertAFinallyBlockHoldsUpNothing() throws InterruptedException {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        forgetEndless(begun);
        collectUntil(begun);
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
        Unraisable report = collectUntil(reports);
        assertThat(report.message()).isEqualTo("Closing a forgotten object does not end");
        assertThat(report.exception().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("uninterrupted");
    }

    private void forgetEndless(BlockingQueue<String> begun) {
        coroutine(() -> {
                    try {
                        suspend(1);
                    } finally {
                        begun.add("begun");
                        uninterrupted(isOver);
                    }
                })
                .send(null);
    }

    @Test
    void a_handler_that_does_not_end_holds_up_nothing() throws Exception {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        Diagnostics.setUnraisableHandler(report -> {
            begun.add("begun");
            uninterrupted(isOver);
        });
        forgetFailing();
        collectUntil(begun);
        forget(SOME);

        assertSomeAreClosedByTheLibrary();
    }

    private static void forgetFailing() {
        coroutine(() -> {
                    try {
                        suspend(1);
                    } finally {
                        throw new IllegalStateException("in finally");
                    }
                })
                .send(null);
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
