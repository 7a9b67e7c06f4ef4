package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param <R> what it returns
 */
public sealed interface Outcome<R extends @Nullable Object> {
    /**
     * Returns the result, or throws what there is instead of one.
     *
     * @return the result
     * @throws TaskCancelledException if the task was cancelled
     * @throws Exception the task's failure, as it is; it may be an {@link Error}
     */
    R get() throws Exception;

    /**
     * The task returned.
     *
     * @param value its result; may be null
     * @param <R> what it returns
     */
    record Succeeded<R extends @Nullable Object>(R value) implements Outcome<R> {
        @Override
        public R get() {
            return value;
        }
    }

    /**
     * The task threw.
     *
     * @param failure what it threw
     * @param <R> what it would have returned
     */
    record Failed<R extends @Nullable Object>(Throwable failure) implements Outcome<R> {
        @Override
        public R get() {
            throw Reports.rethrow(failure);
        }
    }

    /**
     * The task was cancelled, and ended because of that.
     *
     * @param why what was said when it was cancelled
     * @param <R> what it would have returned
     */
    record Cancelled<R extends @Nullable Object>(String why) implements Outcome<R> {
        @Override
        public R get() throws TaskCancelledException {
            throw new TaskCancelledException("the task was cancelled: " + why);
        }
    }
}
