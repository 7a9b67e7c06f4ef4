package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.conformance.fixtures.HeapHistogram;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own: while a thread makes and closes coroutines without a rest, others are forgotten, one after the
 * other, each of which takes two collections. Prints how many objects wait for the next collection in the end.
 */
final class CollectionsNoticed {
    private CollectionsNoticed() {}

    private static final Semaphore CLOSED = new Semaphore(0);
    private static volatile boolean hasEnded;

    public static void main(String[] args) throws Exception {
        Thread maker = new Thread(CollectionsNoticed::makeAndClose);
        maker.start();
        for (int i = Integer.parseInt(args[0]); i > 0; i--) {
            forgotten(CLOSED).send(null);
            do {
                System.gc();
            } while (!CLOSED.tryAcquire(20, TimeUnit.MILLISECONDS));
        }
        long waiting = HeapHistogram.take().instances("dev.pausa.frame.WatchRing$Collection");
        System.out.println(waiting + " wait");
        hasEnded = true;
        maker.join();
    }

    private static void makeAndClose() {
        Semaphore others = new Semaphore(0);
        while (!hasEnded) {
            Coroutine<Void> made = forgotten(others);
            made.send(null);
            made.close();
        }
    }

    private static Coroutine<Void> forgotten(Semaphore closed) {
        return coroutine(() -> {
            try {
                suspend(1);
            } finally {
                closed.release();
            }
        });
    }
}
