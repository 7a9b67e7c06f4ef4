package dev.pausa.testing;

/** What is done in each run. */
@FunctionalInterface
interface RunBody {
    /** Drives a loop; fails by throwing. */
    void run(TestLoop loop) throws Throwable;
}
