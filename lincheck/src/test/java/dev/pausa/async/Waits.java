package dev.pausa.async;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The operations that threads have begun and not ended, at most one for each thread: the thread plays its loop's part.
 * Nothing is told of a beginning, since what happens right after it cannot be kept apart from it.
 */
final class Waits {
    private final @Nullable Begun<?>[] begun = new Begun<?>[8];

    /** An operation, and how it ended. */
    private static final class Begun<T extends @Nullable Object> implements Waker<T> {
        private final Operation<T> operation;
        private final AtomicReference<@Nullable String> end = new AtomicReference<>();

        Begun(Operation<T> operation) {
            this.operation = operation;
        }

        void begin() {
            try {
                operation.begin(this);
            } catch (ChannelClosedException closed) {
                fail(closed);
            }
        }

        @Override
        public boolean complete(T value) {
            return end.compareAndSet(null, String.valueOf(value));
        }

        @Override
        public boolean fail(Throwable failure) {
            return end.compareAndSet(null, failure.getClass().getSimpleName());
        }

        /** Withdraws it, as a loop does. What has happened by then is waited for. */
        String end() {
            if (end.get() == null && operation.withdraw()) {
                return "withdrawn";
            }
            while (end.get() == null) {
                Thread.onSpinWait();
            }
            return String.valueOf(end.get());
        }
    }

    /** Returns whether a thread has begun something that it has not ended. */
    boolean has(int thread) {
        return begun[thread] != null;
    }

    /** Begins and ends one; it may end before it begins, as in a loop. */
    static String shortly(Operation<?> operation) {
        Object value = operation.valueNow();
        if (value != Operation.NOT_NOW) {
            return String.valueOf(value);
        }
        Begun<?> begun = new Begun<>(operation);
        begun.begin();
        return begun.end();
    }

    void begin(int thread, Operation<?> operation) {
        Begun<?> begins = new Begun<>(operation);
        begun[thread] = begins;
        begins.begin();
    }

    /** Returns how it ended: with a value, a failure, or because it was withdrawn. */
    String end(int thread) {
        Begun<?> ended = begun[thread];
        begun[thread] = null;
        return ended == null ? "nothing" : ended.end();
    }
}
