package dev.pausa.async;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** See {@link Async#blocking}. */
final class Blocking<R extends @Nullable Object> extends Operation<R> {
    private static final Executor THREADS = threads();

    private final Callable<? extends R> call;

    // Guarded by this: so an interrupt hits this call and no other.
    private @Nullable Thread running;
    private boolean isStopped;

    Blocking(Callable<? extends R> call) {
        this.call = call;
    }

    /**
     * A virtual thread for each call; before JDK 21, one of a pool without a bound, since a bound can lock callers out
     * of one another.
     */
    private static Executor threads() {
        try {
            MethodHandle start = MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            return command -> startVirtual(start, command);
        } catch (ReflectiveOperationException beforeJdk21) {
            AtomicInteger number = new AtomicInteger();
            ThreadFactory daemons = command -> {
                Thread thread = new Thread(command, "pausa-blocking-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
            return Executors.newCachedThreadPool(daemons);
        }
    }

    private static void startVirtual(MethodHandle start, Runnable command) {
        try {
            Thread started = (Thread) start.invoke(command);
            assert started != null;
        } catch (Throwable thrown) {
            throw Reports.rethrow(thrown);
        }
    }

    @Override
    protected void begin(Waker<R> waker) {
        if (SerialLoop.running().runsBlockingInline()) {
            run(waker);
        } else {
            THREADS.execute(() -> run(waker));
        }
    }

    private void run(Waker<R> waker) {
        synchronized (this) {
            running = Thread.currentThread();
            if (isStopped) {
                running.interrupt();
            }
        }
        R result;
        try {
            result = call.call();
        } catch (Throwable thrown) {
            ended();
            waker.fail(thrown);
            return;
        }
        ended();
        waker.complete(result);
    }

    private synchronized void ended() {
        running = null;
        if (isStopped) {
            Thread.interrupted(); // it was for this call
        }
    }

    @Override
    protected synchronized boolean withdraw() {
        isStopped = true;
        if (running != null) {
            running.interrupt();
        }
        return false; // the code ends in its own time
    }

    @Override
    protected boolean isExternal() {
        return false; // a test loop runs it inline
    }

    @Override
    public String describe() {
        return "blocking call " + call.getClass().getName();
    }
}
