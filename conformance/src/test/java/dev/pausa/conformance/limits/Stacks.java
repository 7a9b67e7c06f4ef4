package dev.pausa.conformance.limits;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Threads with stacks of a chosen size, to run a test in. */
final class Stacks {
    /** The size of a default stack, as the constructor of a thread has it. */
    static final long DEFAULT = 0;

    /** The size of a stack for which a thousand nested calls would be too much. */
    static final long SMALL = 256 * 1024;

    private Stacks() {}

    /** Runs an action to its end in a new thread with a stack of this size in bytes. */
    static void inThread(long stackSize, Callable<?> action) throws Exception {
        FutureTask<Object> task = new FutureTask<>(action::call);
        new Thread(null, task, "stack of " + stackSize, stackSize).start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
