package dev.pausa.durable;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs the calls of steps, each on a thread of its own, so that one that hangs holds nothing else. */
final class Calls implements AutoCloseable {
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "pausa-step-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Runs a call.
     *
     * @throws InterruptedException if this thread is to end; the call is interrupted too
     */
    Outcome run(Callable<? extends @Nullable Object> call, Duration timeout, String what) throws InterruptedException {
        Future<? extends @Nullable Object> running = threads.submit(call);
        try {
            return new Outcome(running.get(timeout.toNanos(), TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException failed) {
            return new Outcome(null, failed.getCause());
        } catch (TimeoutException late) {
            running.cancel(true);
            return new Outcome(null, new TimeoutException(what + " took longer than " + timeout));
        } catch (InterruptedException ending) {
            running.cancel(true);
            throw ending;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
