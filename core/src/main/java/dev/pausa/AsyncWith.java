package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The order and the rules of {@code async with}: see {@link AsyncResource#with}. */
final class AsyncWith {
    private AsyncWith() {}

    static <T, R> Coroutine<R> run(AsyncResource<T> resource, Object block) {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(block, "block");
        return coroutine(() -> {
            T entered = await(entering(resource));
            R result;
            try {
                result = await(Coroutine.<R>block(block, entered));
            } catch (Throwable thrown) {
                if (isTrue(await(leaving(resource::exit, thrown)))) {
                    return null;
                }
                throw thrown;
            }
            await(leaving(resource::exit, null));
            return result;
        });
    }

    /** Leaves after an exception. One that leaving throws takes its place, but does not lose it. */
    static Coroutine<@Nullable Boolean> leaving(AsyncExitStack.Exit resource, @Nullable Throwable thrown) {
        return coroutine(() -> {
            try {
                return await(required(resource.exit(thrown), "exit"));
            } catch (Throwable failure) {
                if (thrown != null && thrown != failure && !(thrown instanceof GeneratorExit)) {
                    failure.addSuppressed(thrown);
                }
                throw failure;
            }
        });
    }

    static <T> Awaitable<? extends T> entering(AsyncResource<T> resource) {
        return required(resource.enter(), "enter");
    }

    static <A> A required(@Nullable A awaitable, String method) {
        if (awaitable == null) {
            throw new IllegalArgumentException("'async with' received an object from " + method
                    + "() that does not implement awaitIterator(): null");
        }
        return awaitable;
    }

    static boolean isTrue(@Nullable Boolean answer) {
        return answer != null && answer;
    }
}
