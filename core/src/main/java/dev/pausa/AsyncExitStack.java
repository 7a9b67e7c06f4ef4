package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.frame.DroppedAwaitable;
import dev.pausa.trace.Callers;
import dev.pausa.trace.Sneaky;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource made of others, as many as the code finds it needs: Python's {@code contextlib.AsyncExitStack}. What was
 * entered or pushed last is left first, as if each stood in a {@code with} of its own.
 *
 * <pre>{@code
 * Coroutine<Void> copyAll(List<AsyncResource<Channel>> resources) {
 *     return with(new AsyncExitStack(), stack -> {
 *         List<Channel> channels = new ArrayList<>();
 *         for (AsyncResource<Channel> each : resources) {
 *             channels.add(await(stack.enter(each)));
 *         }
 *         stack.callback(() -> log("left"));
 *         await(copy(channels));
 *     });
 * }
 * }</pre>
 *
 * <p>Not thread-safe: it belongs to the coroutine that uses it.
 *
 * @see <a
 *     href="https://docs.python.org/3/library/contextlib.html#contextlib.AsyncExitStack">contextlib.AsyncExitStack</a>
 */
public final class AsyncExitStack implements AsyncResource<AsyncExitStack>, AsyncCloseable {

    /** What is done on the way out: {@link AsyncResource#exit}, alone. */
    @FunctionalInterface
    public interface Exit {
        /**
         * Does something on the way out.
         *
         * @param exception what is on its way out, or null
         * @return as {@link AsyncResource#exit}
         */
        Awaitable<@Nullable Boolean> exit(@Nullable Throwable exception);
    }

    /** The last one pushed is the first. */
    Deque<Exit> exits = new ArrayDeque<>();

    /** Makes an empty stack. */
    public AsyncExitStack() {}

    /**
     * Enters a resource, and leaves it when the stack is left.
     *
     * @param resource the resource
     * @param <T> what it gives
     * @return a coroutine, not started, that gives what the resource's {@code enter()} gives
     * @throws NullPointerException if {@code resource} is null
     */
    public <T extends @Nullable Object> Coroutine<T> enter(AsyncResource<T> resource) {
        Objects.requireNonNull(resource, "resource");
        return coroutine(() -> {
            T entered = await(AsyncWith.enter(resource));
            push(resource::exit);
            return entered;
        });
    }

    /**
     * Adds what is to be done on the way out, for something that was entered already.
     *
     * @param exit called with what is on its way out; may drop it
     * @throws NullPointerException if {@code exit} is null
     */
    public void push(Exit exit) {
        exits.push(Objects.requireNonNull(exit, "exit"));
    }

    /**
     * Adds something that is closed on the way out.
     *
     * @param closeable what to close
     * @param <C> its type
     * @return the same object
     * @throws NullPointerException if {@code closeable} is null
     */
    public <C extends AutoCloseable> C closing(C closeable) {
        Objects.requireNonNull(closeable, "closeable");
        callback(() -> closeable.close());
        return closeable;
    }

    /**
     * Adds code to run on the way out. It does not see the exception, and cannot drop it.
     *
     * @param callback the code; a body of its own: it may await
     * @throws NullPointerException if {@code callback} is null
     * @throws IllegalArgumentException if it is a reference to a method that gives an {@link Awaitable}, held in a
     *     variable of this type: nobody would await that. In a lambda this cannot be seen; what it makes and drops is
     *     reported as never awaited if it is a coroutine
     * @throws WeaveException if the code cannot be woven
     */
    public void callback(Coroutine.Body callback) {
        Coroutine<Void> body = coroutine(Objects.requireNonNull(callback, "callback"));
        requireNothingDropped(callback);
        push(exception -> Coroutine.<@Nullable Boolean>coroutine(() -> {
            await(body);
            return false;
        }));
    }

    private static void requireNothingDropped(Coroutine.Body callback) {
        String method = DroppedAwaitable.methodOf(callback);
        if (!method.isEmpty()) {
            String place = Callers.nearest().map(StackTraceElement::toString).orElse("an unknown place");
            throw new IllegalArgumentException("the callback at " + place + " drops the awaitable that " + method
                    + " gives, since its type is Coroutine.Body, which has no result; pass the method reference itself"
                    + " to callback, or declare it as Coroutine.ResultBody<Awaitable<?>>, and it is awaited");
        }
    }

    /**
     * Adds code to run on the way out that gives something to await, such as {@code generator::aclose}; that is awaited
     * too. It does not see the exception, and cannot drop it.
     *
     * @param callback the code; a body of its own: it may await. Where it is a reference to one of several methods of
     *     the same name, the compiler cannot tell which {@code callback} is meant: write a lambda there
     * @throws NullPointerException if {@code callback} is null
     * @throws WeaveException if the code cannot be woven
     */
    public void callback(Coroutine.ResultBody<? extends Awaitable<?>> callback) {
        Coroutine<? extends Awaitable<?>> body = coroutine(Objects.requireNonNull(callback, "callback"));
        push(exception -> Coroutine.<@Nullable Boolean>coroutine(() -> {
            await(await(body));
            return false;
        }));
    }

    /**
     * Moves everything into a new stack: leaving this one does nothing then.
     *
     * @return the new stack
     */
    public AsyncExitStack popAll() {
        AsyncExitStack other = new AsyncExitStack();
        other.exits = exits;
        exits = new ArrayDeque<>();
        return other;
    }

    /**
     * Gives the stack itself.
     *
     * @return a coroutine, not started
     */
    @Override
    public Awaitable<AsyncExitStack> enter() {
        return coroutine(() -> this);
    }

    /**
     * Leaves everything, the last one first. Each sees the exception as those before it left it: dropped, replaced by
     * one of their own, or as it came.
     *
     * @param exception what is on its way out, or null
     * @return a coroutine, not started, that gives true if there was an exception and it was dropped
     * @implSpec CL-010
     */
    @Override
    public Awaitable<@Nullable Boolean> exit(@Nullable Throwable exception) {
        return coroutine(() -> {
            Throwable current = exception;
            boolean isThrown = false;
            while (!exits.isEmpty()) {
                Exit exit = exits.pop();
                try {
                    if (AsyncWith.isTrue(await(AsyncWith.exit(exit, current)))) {
                        current = null;
                        isThrown = false;
                    }
                } catch (Throwable thrown) {
                    current = AsyncWith.replaced(current, thrown);
                    isThrown = true;
                }
            }
            if (isThrown && current != null) {
                throw Sneaky.rethrow(current);
            }
            return exception != null && current == null;
        });
    }

    /**
     * Leaves everything: {@code exit(null)}. The stack can be used again.
     *
     * @return a coroutine, not started
     */
    @Override
    public Awaitable<Void> aclose() {
        return coroutine(() -> {
            await(exit(null));
        });
    }
}
