package dev.pausa.weaver;

import java.util.function.BooleanSupplier;

/** Runs the garbage collector for tests that want to see something collected. */
final class Garbage {
    private static final int TRIES = 20;

    private Garbage() {}

    /** Collects until the condition holds; gives up after a fixed number of collections. */
    static boolean collectUntil(BooleanSupplier condition) {
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
