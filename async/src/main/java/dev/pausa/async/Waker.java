package dev.pausa.async;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What ends an {@link Operation}: its {@code begin} gets one, and whoever does the operation's work calls it once that
 * is done. It fits where the JDK wants a {@link CompletionHandler}.
 *
 * <p>Any thread may call it. It only says that the task can go on: the body is resumed later, on its loop, never inside
 * this call. What was done before the call <i>happens before</i> what the body does after its await.
 *
 * @param <T> the operation's value
 */
public interface Waker<T extends @Nullable Object> extends CompletionHandler<T, @Nullable Object> {
    /**
     * Ends the operation with a value.
     *
     * @param value what the await gives
     * @return whether the value was taken. False means that the operation has ended already: the value is still the
     *     caller's, who keeps it, passes it on, or closes it
     */
    boolean complete(T value);

    /**
     * Ends the operation with an exception, which is raised at the await. One that is a signal between bodies and
     * drivers ({@link dev.pausa.StopIteration}, {@link dev.pausa.StopAsyncIteration}, {@link dev.pausa.GeneratorExit},
     * {@link Cancellation}) is the cause of an {@link IllegalStateException} there.
     *
     * @param failure the exception
     * @return whether it was taken
     * @throws NullPointerException if {@code failure} is null
     */
    boolean fail(Throwable failure);

    /** As {@link #complete}, for callers who have no use for the answer: a value that comes too late is reported. */
    @Override
    default void completed(T result, @Nullable Object attachment) {
        if (!complete(result)) {
            Reports.lostValue(this, result);
        }
    }

    /** As {@link #fail}: a failure that comes too late is reported. */
    @Override
    default void failed(Throwable failure, @Nullable Object attachment) {
        if (!fail(failure)) {
            Reports.lostFailure(this, failure);
        }
    }
}
