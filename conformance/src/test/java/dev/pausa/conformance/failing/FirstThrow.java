package dev.pausa.conformance.failing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;

/** A body that throws for the first time, with all memory taken: a program of its own, as {@link NoMemory}. */
final class FirstThrow {
    private FirstThrow() {}

    private static final RuntimeException OWN = new RuntimeException("the body's own");

    private static boolean isCalm = true;

    /** Prints in which states what was driven is left. */
    public static void main(String[] arguments) {
        awaiting(child()).step(null); // and all classes are loaded
        isCalm = false;
        Coroutine<Void> child = child();
        Coroutine<Void> parent = awaiting(child);
        try {
            parent.step(null);
            System.out.println("nothing was thrown");
        } catch (RuntimeException | OutOfMemoryError thrown) {
            NoMemory.empty();
        }
        System.out.println(child.state() + ", " + parent.state());
    }

    private static Coroutine<Void> child() {
        return coroutine(() -> {
            if (!isCalm) {
                NoMemory.fill();
                throw OWN;
            }
        });
    }

    private static Coroutine<Void> awaiting(Coroutine<Void> child) {
        return coroutine(() -> await(child));
    }
}
