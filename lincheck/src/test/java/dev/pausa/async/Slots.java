package dev.pausa.async;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The operations that threads have begun and not ended: one for each thread, which plays the loop's part for it. */
final class Slots {
    static final int THREADS = 4;

    private final @Nullable Slot<?>[] slots = new Slot<?>[THREADS];

    /** An operation, and how it ended. */
    private static final class Slot<T> implements Waker<T> {
        final Operation<T> operation;
        private final AtomicReferenceArray<@Nullable Object> end = new AtomicReferenceArray<>(1);

        Slot(Operation<T> operation) {
            this.operation = operation;
        }

        @Override
        public boolean complete(T value) {
            return end.compareAndSet(0, null, value == null ? "done" : value);
        }

        @Override
        public boolean fail(Throwable failure) {
            return end.compareAndSet(0, null, failure.getClass().getSimpleName());
        }

        @Nullable
        Object end() {
            return end.get(0);
        }
    }

    /** Begins an operation. Returns what it gave at once, or that it waits. */
    <T> String begin(int thread, Awaitable0<T> operation) {
        if (slots[thread] != null) {
            return "busy";
        }
        Slot<T> slot = new Slot<>(operation.get());
        slot.operation.begin(slot);
        Object end = slot.end();
        if (end == null) {
            slots[thread] = slot;
            return "waits";
        }
        return String.valueOf(end);
    }

    interface Awaitable0<T> {
        Operation<T> get();
    }

    /** Withdraws what a thread has begun, as the loop does; what has happened by then is waited for. */
    String end(int thread) {
        Slot<?> slot = slots[thread];
        if (slot == null) {
            return "nothing";
        }
        slots[thread] = null;
        if (slot.end() == null && slot.operation.withdraw()) {
            return "withdrawn";
        }
        while (slot.end() == null) {
            Thread.onSpinWait();
        }
        return String.valueOf(slot.end());
    }
}
