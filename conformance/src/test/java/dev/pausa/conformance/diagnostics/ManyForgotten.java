package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import java.util.concurrent.Semaphore;

/** A program of its own: forgets many objects, and prints how many of them were closed. */
final class ManyForgotten {
    private ManyForgotten() {}

    private static final Semaphore CLOSED = new Semaphore(0);

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        for (int i = 0; i < count; i++) {
            closing().send(null);
        }
        while (CLOSED.availablePermits() < count) {
            System.gc();
            Thread.onSpinWait();
        }
        System.out.println(CLOSED.availablePermits() + " closed");
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
