package dev.pausa.async;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import org.jspecify.annotations.Nullable;

/** Work that was handed over, and that nobody will begin any more. */
final class Unbegun {
    private Unbegun() {}

    /** Closes a coroutine that a loop or a scope refuses as a task, also one that is paused; drops other work. */
    static void refuse(@Nullable Object work) {
        if (work instanceof Coroutine<?> coroutine) {
            coroutine.close();
        } else {
            drop(work);
        }
    }

    /**
     * Closes the coroutine that work is or that lies in its regions, such as a timeout, if it has not begun; and nobody
     * is told that the work was never awaited. Nothing happens to other work, or to what has begun.
     */
    static void drop(@Nullable Object work) {
        if (work instanceof Entry<?> entry && entry.region().isFresh()) {
            drop(entry.region().work());
        } else if (work instanceof Coroutine<?> coroutine && coroutine.state() == CoroutineState.CREATED) {
            coroutine.close();
        } else if (work instanceof Operation<?> operation) {
            operation.unwatch();
        }
    }
}
