package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A program of its own: forgets many objects, on one thread or several, and prints how many of them were closed. */
final class ManyForgotten {
    private ManyForgotten() {}

    private static final Semaphore CLOSED = new Semaphore(0);

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        int threads = Integer.parseInt(args[1]);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(new Thread(() -> forget(count / threads)));
        }
        others.forEach(Thread::start);
        forget(count / threads);
        for (Thread other : others) {
            other.join();
        }
        int closed = 0;
        while (closed < count) {
            System.gc();
            while (closed < count && CLOSED.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                closed++; // no collection while some are closed: that would take more time than all the rest
            }
        }
        System.out.println(closed + " closed");
    }

    private static void forget(int count) {
        for (int i = 0; i < count; i++) {
            closing().send(null);
        }
    }

    private static Coroutine<Void> closing() {
        return coroutine(() -> {
            try {
                suspend(1);
            } finally {
                CLOSED.release();
            }
        });
    }
}
