package dev.pausa.durable.flink;

import dev.pausa.Awaitable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What a body does in a keyed stream. It sees the events of its key in the order in which they arrive, and waits for
 * nothing but events and time:
 *
 * <pre>{@code
 * static Coroutine<Void> fraud(String account) {
 *     return coroutine(() -> {
 *         while (true) {
 *             Payment small = await(next(Payment.class));
 *             if (small.cents() < 100) {
 *                 Payment large = await(next(Payment.class, Duration.ofMinutes(1)));
 *                 if (large != null && large.cents() > 50_000) emit(new Alert(account, large.cents()));
 *             }
 *         }
 *     });
 * }
 * }</pre>
 *
 * <p>All methods are for the thread on which Flink runs the body, while it runs.
 */
public final class Keyed {
    private Keyed() {}

    /**
     * Waits for the next event of this key.
     *
     * @param <T> the type of all events
     * @return an awaitable that gives the event
     */
    public static <T> Awaitable<T> next() {
        return typed(new Wait(null, Wait.NEVER, false));
    }

    /**
     * Waits for the next event of a type. Events of other types are kept, in their order, for whoever awaits them.
     *
     * @param type a class or an interface of events
     * @param <T> that type
     * @return an awaitable that gives the event
     */
    public static <T> Awaitable<T> next(Class<T> type) {
        return typed(new Wait(nameOf(type), Wait.NEVER, false));
    }

    /**
     * Waits for the next event of a type, but no longer than so long in event time. Event time is that of the event, or
     * the timer, that the body goes on with at this moment. An event is in time if its timestamp is, whenever it
     * arrives before the time-out; one with a later timestamp is the time-out, and is there for the next await. So the
     * outcome does not depend on how far the watermark is.
     *
     * @param type a class or an interface of events
     * @param atMost how long, to milliseconds
     * @param <T> that type
     * @return an awaitable that gives the event, or null if none came in time
     */
    public static <T> Awaitable<@Nullable T> next(Class<T> type, Duration atMost) {
        return next(type, atMost, TimeDomain.EVENT_TIME);
    }

    /**
     * Waits for the next event of a type, but no longer than so long, in event time or by the clock of the machine.
     *
     * @param type a class or an interface of events
     * @param atMost how long, to milliseconds
     * @param domain by which time
     * @param <T> that type
     * @return an awaitable that gives the event, or null if none came in time
     */
    public static <T> Awaitable<@Nullable T> next(Class<T> type, Duration atMost, TimeDomain domain) {
        boolean isProcessingTime = Objects.requireNonNull(domain, "domain") == TimeDomain.PROCESSING_TIME;
        return typed(new Wait(nameOf(type), millis(atMost, "atMost"), isProcessingTime));
    }

    /**
     * Waits until so much event time has passed. Events that come meanwhile are kept for the awaits that follow.
     *
     * @param duration how long, to milliseconds
     * @return an awaitable that gives null
     */
    public static Awaitable<Void> sleep(Duration duration) {
        return typed(new Wait(Wait.NO_EVENT, millis(duration, "duration"), false));
    }

    /**
     * Emits a value downstream.
     *
     * @param value the value, of the type of the function's results
     * @throws IllegalStateException if no body of a {@link CoroutineFunction} runs on this thread
     */
    public static void emit(Object value) {
        Turn.current().emit(Objects.requireNonNull(value, "value"));
    }

    /**
     * Emits a value to a side output.
     *
     * @param output the side output
     * @param value the value
     * @param <T> its type
     * @throws IllegalStateException if no body of a {@link CoroutineFunction} runs on this thread
     */
    public static <T> void emit(OutputTag<T> output, T value) {
        Turn.current().emit(Objects.requireNonNull(output, "output"), Objects.requireNonNull(value, "value"));
    }

    /**
     * Returns the event time of what the body goes on with: the timestamp of the event that it got last, or the due
     * time of the sleep or time-out that ended.
     *
     * @return milliseconds since 1970; {@link Long#MIN_VALUE} for an event without a timestamp
     * @throws IllegalStateException if no body of a {@link CoroutineFunction} runs on this thread
     */
    public static long timestamp() {
        return Turn.current().timestamp();
    }

    private static String nameOf(Class<?> type) {
        return Objects.requireNonNull(type, "type").getName();
    }

    private static long millis(Duration duration, String name) {
        long millis = Objects.requireNonNull(duration, name).toMillis();
        if (millis < 0) {
            throw new IllegalArgumentException("nothing can wait for " + duration + ", which is less than nothing");
        }
        return millis;
    }

    @SuppressWarnings("unchecked") // it gives the events that it asks for
    private static <T> Awaitable<T> typed(Wait wait) {
        return (Awaitable<T>) wait;
    }
}
