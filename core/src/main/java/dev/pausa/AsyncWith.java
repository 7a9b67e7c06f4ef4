package dev.pausa;

import static dev.pausa.Coroutine.await;

import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.frame.BlockFrame;
import dev.pausa.trace.Sneaky;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order and the rules of {@code async with}: see {@link AsyncResource#with}. */
final class AsyncWith {
    private AsyncWith() {}

    /** What runs is a block too: it belongs to the body that awaits it, as a {@code with} statement would. {@code R} admits null. */
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

    /** An exception takes the place of another one on the way out, which it shows, so that it is not lost. */
    static Throwable replaced(@Nullable Throwable thrown, Throwable by) {
        if (thrown != null && !(thrown instanceof GeneratorExit) && !shows(by, thrown)) {
            by.addSuppressed(thrown);
        }
        return by;
    }

    /** Returns whether one exception shows another one already: the resource may have seen to that. The chain may be long, and a ring. */
    private static boolean shows(Throwable outer, Throwable wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(outer));
        for (Throwable t = open.poll(); t != null; t = open.poll()) {
            if (t == wanted) {
                return true;
            }
            if (seen.add(t)) {
                Collections.addAll(open, t.getSuppressed());
                if (t.getCause() != null) {
                    open.add(t.getCause());
                }
            }
        }
        return false;
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
