package dev.pausa.benchmarks.jdk;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A coroutine that is a thread: it and its driver hand the turn over to each other, and wait parked. */
public final class ThreadCoroutine extends StackCoroutine {
    private static final ThreadFactory PLATFORM = task -> {
        Thread thread = new Thread(task, "coroutine");
        thread.setDaemon(true);
        return thread;
    };

    private final Thread thread;
    private boolean begun;

    /** Whose turn it is. Everything else that the two share is published by it. */
    private volatile boolean bodysTurn;

    /** Who waits in {@link #enter}. Written by the driver before it gives up the turn. */
    private @Nullable Thread driver;

    private ThreadCoroutine(Body body, ThreadFactory threads) {
        super(body);
        thread = threads.newThread(this::runThread);
    }

    /**
     * Makes one that is a platform thread.
     *
     * @param body its code
     */
    public static StackCoroutine platform(Body body) {
        return new ThreadCoroutine(body, PLATFORM);
    }

    /**
     * Makes one that is a virtual thread.
     *
     * @param body its code
     */
    public static StackCoroutine virtual(Body body) {
        return new ThreadCoroutine(body, VirtualThreads.FACTORY);
    }

    private void runThread() {
        runBody();
        giveBack();
    }

    @Override
    void enter() {
        driver = Thread.currentThread();
        bodysTurn = true;
        if (begun) {
            LockSupport.unpark(thread);
        } else {
            begun = true;
            thread.start();
        }
        while (bodysTurn) {
            LockSupport.park(this);
        }
    }

    @Override
    void leave() {
        giveBack();
        while (!bodysTurn) {
            LockSupport.park(this);
        }
    }

    private void giveBack() {
        Thread waiting = driver;
        bodysTurn = false;
        LockSupport.unpark(waiting);
    }
}
