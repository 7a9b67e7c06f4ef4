package dev.pausa;

import static dev.pausa.Coroutine.await;

import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.frame.BlockFrame;
import dev.pausa.trace.FailedExits;
import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Suppressed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The order and the rules of {@code async with}: see {@link AsyncResource#with}. */
final class AsyncWith {
    private AsyncWith() {}

    /**
     * What runs is a block too: it belongs to the body that awaits it, as a {@code with} statement would. {@code R}
     * admits null.
     */
    static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<R> run(
            AsyncResource<T> resource, Object block) {
        Objects.requireNonNull(resource, "resource");
        BlockFrame.prepare(Objects.requireNonNull(block, "block"));
        ResultBlock<AsyncResource<T>, R> statement = entering -> {
            T entered = await(enter(entering));
            R result;
            try {
                result = await(Coroutine.<R>block(block, entered));
            } catch (Throwable thrown) {
                boolean isHandled;
                try {
                    isHandled = isTrue(await(exit(entering::exit, thrown)));
                } catch (Throwable failure) {
                    throw Sneaky.rethrow(replaced(thrown, failure));
                }
                if (isHandled) {
                    return Typed.as(null);
                }
                throw thrown;
            }
            await(exit(entering::exit, null));
            return result;
        };
        return Coroutine.block(statement, resource);
    }

    /**
     * An exception takes the place of another one on the way out, which it shows, so that it is not lost. An exit is a
     * signal only.
     */
    static Throwable replaced(@Nullable Throwable thrown, Throwable by) {
        if (by instanceof GeneratorExit) {
            return by; // what it shows would come out in its place; Python's close() drops that too
        }
        Throwable lost = thrown instanceof GeneratorExit ? FailedExits.take(thrown) : thrown;
        return lost == null ? by : Suppressed.join(by, lost);
    }

    static <T extends @Nullable Object> Awaitable<? extends T> enter(AsyncResource<T> resource) {
        return required(resource.enter(), "enter");
    }

    static Awaitable<@Nullable Boolean> exit(AsyncExitStack.Exit resource, @Nullable Throwable thrown) {
        return required(resource.exit(thrown), "exit");
    }

    private static <A> A required(@Nullable A awaitable, String method) {
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
