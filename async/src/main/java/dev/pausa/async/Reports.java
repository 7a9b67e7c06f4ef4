package dev.pausa.async;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import org.jspecify.annotations.Nullable;

/** What nobody can be thrown at: it goes to the handler that {@link Diagnostics} has for such. */
final class Reports {
    private Reports() {}

    /** Reports a throwable that has no other way out. */
    static void failure(String message, Throwable failure) {
        Diagnostics.report(new Unraisable(message, failure));
    }

    static void lostValue(Waker<?> waker, @Nullable Object value) {
        failure(
                "a value came too late and nobody kept it",
                new IllegalStateException("lost value of type "
                        + (value == null ? "null" : value.getClass().getName()) + ", for " + waker));
    }

    static void lostFailure(Waker<?> waker, Throwable failure) {
        failure("a failure came too late for " + waker, failure);
    }

    /** Returns what an operation says of itself, whatever its method does. */
    static String describe(Operation<?> operation) {
        try {
            return String.valueOf(operation.describe());
        } catch (Throwable byDescribe) {
            return operation.getClass().getName() + ", whose describe() threw "
                    + byDescribe.getClass().getName();
        }
    }

    /** Returns what a loop calls itself; it may ask an executor, which may do anything. */
    static String nameOf(Loop loop) {
        try {
            return String.valueOf(loop);
        } catch (Throwable byToString) {
            return loop.getClass().getSimpleName() + ", whose toString() threw "
                    + byToString.getClass().getName();
        }
    }

    static RuntimeException rethrow(Throwable exception) {
        throw Reports.<RuntimeException>as(exception);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X as(Throwable exception) throws X {
        throw (X) exception;
    }
}
