package dev.pausa.async;

import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.Coroutine.ResultBody;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue between tasks: a send waits while it is full, a receive while it is empty. Any thread and any loop may use
 * it. What has been received is never lost to a cancel, and what was cancelled was not sent.
 *
 * <p>Senders are served in the order in which they began to wait, and so are receivers.
 *
 * @param <T> what goes through it, never null
 */
public final class Channel<T> implements AsyncIterable<T> {
    private static final AtomicLong IDS = new AtomicLong();

    /** The order in which a select locks its channels. */
    final long id = IDS.incrementAndGet();

    final ReentrantLock lock = new ReentrantLock();
    private final int capacity;

    // Guarded by the lock.
    private final ArrayDeque<T> buffer = new ArrayDeque<>(4);
    private final Waiters receivers = new Waiters();
    private final Waiters senders = new Waiters();
    private boolean isClosed;
    private @Nullable Throwable cause;

    private Channel(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Makes a channel that keeps nothing: each send waits for its receive.
     *
     * @param <T> what goes through it
     * @return a new channel
     */
    public static <T> Channel<T> rendezvous() {
        return new Channel<>(0);
    }

    /**
     * Makes a channel that keeps a number of values.
     *
     * @param capacity how many; at least 1
     * @param <T> what goes through it
     * @return a new channel
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public static <T> Channel<T> bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity must be at least 1: " + capacity + "; rendezvous() makes a channel that keeps nothing");
        }
        return new Channel<>(capacity);
    }

    /**
     * Makes a channel that keeps whatever is sent: no send ever waits.
     *
     * @param <T> what goes through it
     * @return a new channel
     */
    public static <T> Channel<T> unbounded() {
        return new Channel<>(Integer.MAX_VALUE);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Sending and receiving
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns an operation that sends a value. It raises {@link ChannelClosedException} if the channel is closed, or is
     * closed while it waits: the value was not sent then.
     *
     * @param value the value
     * @return an operation, not begun
     * @throws NullPointerException if {@code value} is null
     */
    public Awaitable<Void> send(T value) {
        return new Send<>(this, Objects.requireNonNull(value, "value"));
    }

    /**
     * Returns an operation that receives a value. It raises {@link ChannelClosedException} when the channel is closed
     * and nothing is left.
     *
     * @return an operation, not begun
     */
    public Awaitable<T> receive() {
        return new Receive<>(this);
    }

    /**
     * Sends a value if that needs no waiting.
     *
     * @param value the value
     * @return whether it was sent; false if the channel is full or closed
     * @throws NullPointerException if {@code value} is null
     */
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "value");
        Settlement settlement = new Settlement();
        lock.lock();
        boolean isSent;
        try {
            isSent = !isClosed && put(value, settlement);
        } finally {
            lock.unlock();
        }
        settlement.run();
        return isSent;
    }

    /**
     * Receives a value if there is one.
     *
     * @return the value; null if the channel is empty
     * @throws ChannelClosedException if it is closed and empty
     */
    public @Nullable T tryReceive() {
        Settlement settlement = new Settlement();
        lock.lock();
        T value;
        try {
            value = take(settlement);
            if (value == null && isClosed) {
                throw closedToReceive();
            }
        } finally {
            lock.unlock();
        }
        settlement.run();
        return value;
    }

    /**
     * Returns a case of a {@link Async#select select} that is ready when a value can be received. If the channel is
     * closed, the select fails.
     *
     * @param then what is done with the value; a body of its own
     * @param <R> what it returns
     * @return a case
     * @throws NullPointerException if {@code then} is null
     */
    public <R extends @Nullable Object> Case<R> onReceive(ResultBlock<? super T, ? extends R> then) {
        return Case.of(new Receiving<>(this), Objects.requireNonNull(then, "then"));
    }

    /**
     * Returns a case of a {@link Async#select select} that is ready when a value can be sent. If the channel is closed,
     * the select fails.
     *
     * @param value the value
     * @param then what is done after that; a body of its own
     * @param <R> what it returns
     * @return a case
     * @throws NullPointerException if an argument is null
     */
    public <R extends @Nullable Object> Case<R> onSend(T value, ResultBody<? extends R> then) {
        return Case.of(
                new Sending<>(this, Objects.requireNonNull(value, "value")), Objects.requireNonNull(then, "then"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Closing
    // -----------------------------------------------------------------------------------------------------------------

    /** Closes it: there will be no more. Receivers get what is left first. A second close changes nothing. */
    public void close() {
        closeWith(null);
    }

    /**
     * Closes it because of a failure, which receivers see as the cause of their {@link ChannelClosedException}, after
     * what is left.
     *
     * @param cause the failure
     * @throws NullPointerException if {@code cause} is null
     */
    public void close(Throwable cause) {
        closeWith(Objects.requireNonNull(cause, "cause"));
    }

    private void closeWith(@Nullable Throwable why) {
        List<Settlement> settlements = new ArrayList<>();
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            cause = why;
            refuseAll(receivers, this::closedToReceive, settlements);
            refuseAll(senders, this::closedToSend, settlements);
        } finally {
            lock.unlock();
        }
        settlements.forEach(Settlement::run);
    }

    private static void refuseAll(Waiters waiters, Supplier<ChannelClosedException> why, List<Settlement> settlements) {
        for (Waiter waiter = waiters.claim(); waiter != null; waiter = waiters.claim()) {
            Settlement refusal = new Settlement();
            refusal.set(waiter, null, why.get());
            settlements.add(refusal);
        }
    }

    ChannelClosedException closedToSend() {
        return closed(
                "send to a channel that is closed",
                "the value was not sent; close a channel after the last send, as"
                        + " closeAfter(producer) does, or catch this where the receiver may go first");
    }

    ChannelClosedException closedToReceive() {
        return closed(
                "receive from a channel that is closed and empty",
                "no value will come; forEach ends here by itself, or" + " catch this");
    }

    private ChannelClosedException closed(String what, String advice) {
        return new ChannelClosedException(what + (cause == null ? "" : ", because of " + cause) + ": " + advice, cause);
    }

    /**
     * Returns whether it is closed. There may still be values to receive.
     *
     * @return whether {@code close} was called
     */
    public boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns an awaitable that runs a producer and then closes this channel, with what the producer threw as the
     * cause.
     *
     * @param producer a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable that gives the same; await it once
     * @throws NullPointerException if {@code producer} is null
     */
    public <R extends @Nullable Object> Awaitable<R> closeAfter(Awaitable<? extends R> producer) {
        return new Entry<>(new Producing(this, Objects.requireNonNull(producer, "producer")));
    }

    /**
     * Returns an iterator that receives until the channel is closed and empty. If it was closed with a cause, the
     * iteration fails with a {@link ChannelClosedException} instead of ending.
     */
    @Override
    public AsyncIterator<T> asyncIterator() {
        return () -> new Received<>(this, new Receive<>(this));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For operations and cases. With the lock held; what is settled by that is run after it is released.
    // -----------------------------------------------------------------------------------------------------------------

    /** Hands a value over or keeps it. Returns false if that is not possible now. */
    boolean put(T value, Settlement settlement) {
        Waiter receiver = receivers.claim();
        if (receiver != null) {
            settlement.set(receiver, value, null);
            return true;
        }
        return buffer.size() < capacity && buffer.add(value);
    }

    /** Takes the next value. Returns null if there is none. */
    @SuppressWarnings("unchecked")
    @Nullable
    T take(Settlement settlement) {
        T value = buffer.poll();
        Waiter sender = senders.claim();
        if (sender == null) {
            return value;
        }
        settlement.set(sender, null, null);
        T item = (T) Objects.requireNonNull(sender.item);
        if (value == null) {
            return item;
        }
        buffer.add(item);
        return value;
    }

    /**
     * Whether a receive may find something. Without the lock, so it may be wrong: it is worth a look, or not. On one
     * loop it is right.
     */
    boolean mayHaveSome() {
        return !buffer.isEmpty() || !senders.isEmpty();
    }

    /** Whether a send may find room or a receiver; as {@link #mayHaveSome}. */
    boolean mayHaveRoom() {
        return buffer.size() < capacity || !receivers.isEmpty();
    }

    void waitToReceive(Waiter waiter) {
        receivers.add(waiter);
    }

    void waitToSend(Waiter waiter) {
        senders.add(waiter);
    }

    boolean isClosedNow() {
        return isClosed;
    }

    @Nullable
    Throwable closingCause() {
        return cause;
    }

    /** Removes one who does not wait any more. Without the lock. */
    void forget(Waiter waiter, boolean isSender) {
        lock.lock();
        try {
            (isSender ? senders : receivers).remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "channel (" + fill() + (isClosed ? ", closed)" : ")");
        } finally {
            lock.unlock();
        }
    }

    private String fill() {
        if (capacity == 0) {
            return "rendezvous";
        }
        return buffer.size() + (capacity == Integer.MAX_VALUE ? " kept" : " of " + capacity);
    }
}
