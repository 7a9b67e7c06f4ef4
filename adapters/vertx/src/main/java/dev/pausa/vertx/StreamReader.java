package dev.pausa.vertx;

import dev.pausa.Awaitable;
import dev.pausa.async.Waker;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream item by item. Nothing of the stream is called with the lock held: it may call back, or have locks of
 * its own.
 */
final class StreamReader<T> {
    private final ReadStream<T> stream;

    // Guarded by this.
    /** What came when nobody waited for it, since the wait was cancelled. */
    private final Queue<T> kept = new ArrayDeque<>(1);

    private @Nullable Next waiting;

    /** Whether an item was asked for that has not come. */
    private boolean isAsked;

    private boolean hasEnded;
    private @Nullable Throwable failure;

    StreamReader(ReadStream<T> stream) {
        this.stream = stream;
    }

    void takeOver() {
        stream.pause();
        stream.exceptionHandler(this::failed);
        stream.endHandler(end -> ended());
        stream.handler(this::arrived);
    }

    /** Stops reading, and takes the handlers away. A stream that is closed by now may refuse either. */
    void leave() {
        if (!isOver()) {
            unlessClosed(stream::pause);
        }
        unlessClosed(() -> stream.handler(null));
        unlessClosed(() -> stream.endHandler(null));
        unlessClosed(() -> stream.exceptionHandler(null));
    }

    private static void unlessClosed(Runnable action) {
        try {
            action.run();
        } catch (IllegalStateException closed) {
            // Then it reads nothing and calls nobody.
        }
    }

    private synchronized boolean isOver() {
        return hasEnded || failure != null;
    }

    /** Returns an operation that gives the next item; null at the end. */
    Awaitable<@Nullable T> next() {
        return new Next().awaitable();
    }

    private final class Next extends EventOperation<@Nullable T> {
        private @Nullable Waker<@Nullable T> waker;

        @Override
        void beginEvent(Waker<@Nullable T> waking) {
            waker = waking;
            if (!settle(this) && ask()) {
                stream.fetch(1);
            }
        }

        @Override
        protected boolean withdraw() {
            synchronized (StreamReader.this) {
                waiting = null;
            }
            return true; // an item that comes now is kept for the next one
        }

        void complete(@Nullable T item, @Nullable Throwable thrown) {
            if (thrown != null) {
                waker.fail(thrown);
            } else if (!waker.complete(item) && item != null) {
                keep(item);
            }
        }

        @Override
        public String describe() {
            return "item of stream " + stream.getClass().getSimpleName();
        }
    }

    /** Ends a wait with what there is; otherwise has it wait. */
    private boolean settle(Next next) {
        T item;
        Throwable thrown;
        synchronized (this) {
            item = kept.poll();
            thrown = failure;
            if (item == null && thrown == null && !hasEnded) {
                waiting = next;
                return false;
            }
        }
        next.complete(item, item == null ? thrown : null);
        return true;
    }

    private synchronized boolean ask() {
        boolean isToAsk = !isAsked;
        isAsked = true;
        return isToAsk;
    }

    private synchronized void keep(T item) {
        kept.add(item);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The stream's calls
    // -----------------------------------------------------------------------------------------------------------------

    private void arrived(T item) {
        Next next;
        synchronized (this) {
            isAsked = false;
            next = takeWaiting();
            if (next == null) {
                kept.add(item);
            }
        }
        if (next != null) {
            next.inEvent(() -> next.complete(item, null));
        }
    }

    private void ended() {
        Next next;
        synchronized (this) {
            hasEnded = true;
            next = takeWaiting();
        }
        if (next != null) {
            next.inEvent(() -> next.complete(null, null));
        }
    }

    private void failed(Throwable thrown) {
        Next next;
        synchronized (this) {
            failure = failure == null ? thrown : failure;
            next = takeWaiting();
        }
        if (next != null) {
            next.inEvent(() -> next.complete(null, thrown));
        }
    }

    private @Nullable Next takeWaiting() {
        Next next = waiting;
        waiting = null;
        return next;
    }
}
