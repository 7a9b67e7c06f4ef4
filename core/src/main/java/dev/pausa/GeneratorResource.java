package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.trace.OneLine;
import dev.pausa.trace.Sneaky;
import org.jspecify.annotations.Nullable;

/**
 * See {@link AsyncResource#resource}. The rules, also for the rare cases, are those of
 * {@code contextlib.asynccontextmanager}.
 */
final class GeneratorResource<T extends @Nullable Object> implements AsyncResource<T> {
    final AsyncGenerator<T, Void> generator;

    GeneratorResource(AsyncGenerator<T, Void> generator) {
        this.generator = generator;
    }

    @Override
    public Awaitable<T> enter() {
        return coroutine(() -> {
            if (generator.state() != CoroutineState.CREATED) {
                throw new CoroutineStateException(
                        Reason.ALREADY_AWAITED,
                        "cannot reuse already entered resource " + OneLine.of(generator.name())
                                + ": make a new one for each with",
                        null);
            }
            try {
                return await(generator.anext());
            } catch (StopAsyncIteration end) {
                throw new CoroutineStateException(
                        Reason.DID_NOT_YIELD,
                        Reason.DID_NOT_YIELD.text() + ": the body of the resource " + OneLine.of(generator.name())
                                + " ended before it yielded what the block gets",
                        null);
            }
        });
    }

    @Override
    public Awaitable<@Nullable Boolean> exit(@Nullable Throwable exception) {
        return exception == null ? leave() : leaveRaising(exception);
    }

    private Coroutine<@Nullable Boolean> leave() {
        return coroutine(() -> {
            try {
                await(generator.anext());
            } catch (StopAsyncIteration end) {
                return false;
            }
            return await(closeAndFail(""));
        });
    }

    private Coroutine<@Nullable Boolean> leaveRaising(Throwable exception) {
        return coroutine(() -> {
            try {
                await(generator.araise(exception));
            } catch (StopAsyncIteration end) {
                return end != exception;
            } catch (Throwable thrown) {
                if (thrown == exception || isItsConversion(thrown, exception)) {
                    return false;
                }
                throw thrown;
            }
            return await(closeAndFail(" after araise()"));
        });
    }

    /** Closes the generator, which has yielded again. */
    private Coroutine<@Nullable Boolean> closeAndFail(String when) {
        return coroutine(() -> {
            CoroutineStateException error = didNotStop(when);
            try {
                await(generator.aclose());
            } catch (Throwable thrown) {
                throw Sneaky.rethrow(AsyncWith.replaced(error, thrown));
            }
            throw error;
        });
    }

    /** A StopIteration of the block's comes out of the generator converted, but is still the block's exception. */
    static boolean isItsConversion(Throwable thrown, Throwable exception) {
        return thrown instanceof CoroutineStateException error
                && error.reason() == Reason.RAISED_STOP
                && error.getCause() == exception;
    }

    CoroutineStateException didNotStop(String when) {
        return new CoroutineStateException(
                Reason.DID_NOT_STOP,
                Reason.DID_NOT_STOP.text() + when + ": the body of the resource " + OneLine.of(generator.name())
                        + " yielded a second time, at " + OneLine.of(String.valueOf(generator.location())),
                null);
    }
}
