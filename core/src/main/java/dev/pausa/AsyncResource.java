package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * Something that is entered before a block of code and left after it, and may pause at both: Python's asynchronous
 * context manager, and its {@code async with}. In a body:
 *
 * <pre>{@code
 * Coroutine<Void> transfer(Pool pool) {
 *     return coroutine(() -> {
 *         await(with(pool.connection(), connection -> {
 *             // entered; the block is a body of its own, and may await
 *             await(connection.execute("…"));
 *         }));
 *         // left, on every way out
 *     });
 * }
 * }</pre>
 *
 * <p>A resource is written as an asynchronous generator that yields once:
 *
 * <pre>{@code
 * AsyncResource<Connection> connection() {
 *     return AsyncResource.resource(g -> {
 *         Connection connection = await(open());
 *         try {
 *             g.yield(connection); // the block runs here
 *         } finally {
 *             await(connection.release());
 *         }
 *     });
 * }
 * }</pre>
 *
 * or as a class with {@link #enter} and {@link #exit}, or as an {@link AsyncCloseable}, see {@link #closing}.
 *
 * <p>The block counts as a part of the body that awaits the {@code with}: when the body is closed, the block gets its
 * exit, and if the block or the resource handles that, the body goes on. But it is a lambda: a {@code return} in it
 * ends the block alone, which {@link #withReturning} is for, and it cannot yield for a generator around it. There,
 * enter the resource with an {@link AsyncExitStack} in a {@code try} block.
 *
 * @param <T> what the block gets
 * @see <a href="https://docs.python.org/3/reference/datamodel.html#asynchronous-context-managers">Data model 3.4.4,
 *     Asynchronous Context Managers</a>
 * @see <a href="https://peps.python.org/pep-0492/#asynchronous-context-managers-and-async-with">PEP 492</a>
 * @implSpec CM-016
 */
public interface AsyncResource<T extends @Nullable Object> {
    /**
     * Enters it. If awaiting this throws, or is closed or raised into, neither the block nor {@link #exit} runs.
     *
     * @return an awaitable for what the block gets, never null
     * @implSpec CM-007, CM-009, CM-015
     */
    Awaitable<? extends T> enter();

    /**
     * Leaves it. Called once, when the block has ended in any way.
     *
     * @param exception what the block threw, which may also be a {@link GeneratorExit}; null if it ended well
     * @return an awaitable, never null. If it gives true, an exception that the block threw is dropped, and the code
     *     goes on after the block; null counts as false. If awaiting it throws, that comes out instead of the block's
     *     exception, which is then {@linkplain Throwable#getSuppressed suppressed} in it, unless it shows that anyway
     *     or it is a {@link GeneratorExit}. One object that is thrown again and again shows the first ten
     * @implSpec CM-008
     */
    Awaitable<@Nullable Boolean> exit(@Nullable Throwable exception);

    /**
     * Makes a coroutine that enters a resource, runs a block, and leaves the resource: Python's {@code async with}.
     *
     * @param resource the resource
     * @param block the code to run; a body of its own
     * @param <T> what the block gets
     * @return a coroutine that has not started; await it
     * @throws NullPointerException if an argument is null
     * @throws WeaveException if the block cannot be woven
     */
    static <T extends @Nullable Object> Coroutine<Void> with(
            AsyncResource<T> resource, Coroutine.Block<? super T> block) {
        return AsyncWith.run(resource, block);
    }

    /**
     * Makes a coroutine that does the same as {@link #with}, and gives what the block returned.
     *
     * @param resource the resource
     * @param block the code to run; a body of its own
     * @param <T> what the block gets
     * @param <R> what it returns
     * @return a coroutine that has not started; await it. It gives null if the resource dropped an exception of the
     *     block's
     * @throws NullPointerException if an argument is null
     * @throws WeaveException if the block cannot be woven
     */
    static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<@Nullable R> withReturning(
            AsyncResource<T> resource, Coroutine.ResultBlock<? super T, ? extends R> block) {
        return AsyncWith.run(resource, block);
    }

    /**
     * Makes a resource of an asynchronous generator's body that yields once: what stands before the {@code yield}
     * enters, the yielded value is what the block gets, and what stands behind it leaves. An exception of the block's
     * is raised at the {@code yield}; a body that handles it and returns drops it. Python's
     * {@code contextlib.asynccontextmanager}.
     *
     * <p>The resource can be entered once: call this again for each {@code with}.
     *
     * @param body the code
     * @param <T> what the block gets
     * @return a resource
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     * @implSpec CL-007
     */
    static <T extends @Nullable Object> AsyncResource<T> resource(AsyncGenerator.Body<T, Void> body) {
        return new GeneratorResource<>(AsyncGenerator.asyncGenerator(body));
    }

    /**
     * Makes a resource that closes something when it is left: Python's {@code contextlib.aclosing}. The block gets the
     * thing itself.
     *
     * @param closeable what to close, such as an {@link AsyncGenerator}
     * @param <C> its type
     * @return a resource
     * @throws NullPointerException if {@code closeable} is null
     */
    static <C extends AsyncCloseable> AsyncResource<C> closing(C closeable) {
        return new ClosingResource<>(closeable);
    }
}
