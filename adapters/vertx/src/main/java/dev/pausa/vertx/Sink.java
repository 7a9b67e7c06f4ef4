package dev.pausa.vertx;

import dev.pausa.Awaitable;
import dev.pausa.async.Waker;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a stream of Vert.x, and waits while its queue is full.
 *
 * <pre>{@code
 * static Coroutine<Void> export(List<String> rows, HttpServerResponse response) {
 *     return coroutine(() -> {
 *         Sink<Buffer> sink = Sink.of(response.setChunked(true));
 *         for (String row : rows) {
 *             await(sink.write(Buffer.buffer(row + "\n")));
 *         }
 *         await(sink.end());
 *     });
 * }
 * }</pre>
 *
 * <p>Several tasks may write to one sink; those that wait are served in the order in which they began to. A write that
 * was cancelled while it waited has not been written.
 *
 * @param <T> what it takes
 */
public final class Sink<T> {
    private static final Void NOTHING = null;

    private final WriteStream<T> stream;

    // Guarded by this. Nothing of the stream is called with the lock held.
    private final Queue<Write> waiting = new ArrayDeque<>(2);
    private @Nullable Throwable failure;

    private Sink(WriteStream<T> stream) {
        this.stream = stream;
    }

    /**
     * Makes the sink of a stream. It takes the stream's handlers for drain and failures.
     *
     * @param stream the stream; make one sink of it
     * @param <T> what it takes
     * @return a sink
     * @throws NullPointerException if {@code stream} is null
     */
    public static <T> Sink<T> of(WriteStream<T> stream) {
        Sink<T> sink = new Sink<>(Objects.requireNonNull(stream, "stream"));
        stream.exceptionHandler(sink::failed);
        stream.drainHandler(drained -> sink.writeWaiting());
        return sink;
    }

    /**
     * Returns an operation that writes an item, as soon as the queue is not full. It does not wait until the item has
     * left the queue. Once the stream has failed, this write and all later ones raise that failure.
     *
     * @param item the item
     * @return an operation, not begun
     * @throws NullPointerException if {@code item} is null
     */
    public Awaitable<Void> write(T item) {
        return new Write(Objects.requireNonNull(item, "item")).awaitable();
    }

    /**
     * Returns an operation that ends the stream, and waits until all is written. Items that other tasks wait to write
     * are not sent any more: those writes, and all later ones, raise an {@link IllegalStateException}.
     *
     * @return an operation, not begun
     */
    public Awaitable<Void> end() {
        return new End().awaitable();
    }

    private final class Write extends EventOperation<Void> {
        private final T item;
        private @Nullable Waker<Void> waker;

        Write(T item) {
            this.item = item;
        }

        @Override
        void beginEvent(Waker<Void> waking) {
            waker = waking;
            if (isToWait(this, stream.writeQueueFull())) {
                if (!stream.writeQueueFull()) {
                    writeWaiting(); // it was drained in between
                }
            } else {
                write();
            }
        }

        void write() {
            Throwable failed = failure();
            if (failed != null) {
                waker.fail(failed);
                return;
            }
            stream.write(item).onFailure(Sink.this::failed);
            waker.complete(NOTHING);
        }

        @Override
        protected boolean withdraw() {
            synchronized (Sink.this) {
                return waiting.remove(this); // otherwise it is being written
            }
        }

        @Override
        public String describe() {
            return "drain of stream " + stream.getClass().getSimpleName();
        }
    }

    private final class End extends EventOperation<Void> {
        @Override
        void beginEvent(Waker<Void> waker) {
            failed(new IllegalStateException(
                    "the stream was ended before this was written: await what writes to it," + " and then end it"));
            stream.end()
                    .onComplete(done -> inEvent(() -> {
                        if (done.succeeded()) {
                            waker.complete(NOTHING);
                        } else {
                            waker.fail(done.cause());
                        }
                    }));
        }

        @Override
        protected boolean withdraw() {
            return true; // what was written is on its way; nobody waits for it
        }

        @Override
        public String describe() {
            return "end of stream " + stream.getClass().getSimpleName();
        }
    }

    private synchronized boolean isToWait(Write write, boolean isFull) {
        boolean isToWait = failure == null && (isFull || !waiting.isEmpty());
        if (isToWait) {
            waiting.add(write);
        }
        return isToWait;
    }

    private synchronized @Nullable Throwable failure() {
        return failure;
    }

    private synchronized boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    private synchronized @Nullable Write poll() {
        return waiting.poll();
    }

    /** The stream is asked only for one that waits: once it has ended, it may refuse to answer. */
    private void writeWaiting() {
        while (isAnyWaiting() && (failure() != null || !stream.writeQueueFull())) {
            Write next = poll();
            if (next != null) {
                next.inEvent(next::write);
            }
        }
    }

    private void failed(Throwable thrown) {
        synchronized (this) {
            failure = failure == null ? thrown : failure;
        }
        writeWaiting();
    }
}
