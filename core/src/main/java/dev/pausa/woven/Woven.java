package dev.pausa.woven;

import dev.pausa.frame.DroppedAwaitable;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Operands;
import dev.pausa.frame.YielderFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls, beside the methods of its own frame. All of them are small, so that the JIT compiler sees
 * through them.
 *
 * <p>An await is woven as follows; a {@code yieldFrom} and a {@code yieldAll} differ in the first line only:
 *
 * <pre>
 * Handle child = Woven.awaited(operand);
 * Object result = Woven.prototype(child).begin(child, depth);
 * if (Woven.isPaused(child)) {
 *     … // keep what is live in the frame, and return the result to the driver
 * }
 * </pre>
 */
public final class Woven {
    private Woven() {}

    /**
     * Turns the operand of an await into something that can be begun. Throws, at the await, what Python raises for an
     * operand that cannot be awaited.
     *
     * @param awaitable a coroutine, another awaitable, or a {@code CompletionStage}
     * @return the coroutine itself, which has not begun; or an adapter
     */
    public static Handle awaited(@Nullable Object awaitable) {
        return Operands.awaited(awaitable);
    }

    /**
     * Turns the operand of a {@code yieldFrom} into something that can be begun.
     *
     * @param generator the inner generator
     * @return the generator itself if it has not begun; otherwise an adapter that goes on with it
     * @throws IllegalArgumentException if it is null
     * @implSpec YF-003
     */
    public static Handle delegated(@Nullable Object generator) {
        return Operands.delegated(generator);
    }

    /**
     * Turns the operand of a {@code yieldAll} into something that can be begun.
     *
     * @param values an iterable, an iterator, or a stream
     * @return an adapter; for a generator, as {@link #delegated}
     * @throws IllegalArgumentException if it is null, or an iterable that gives null
     */
    public static Handle elements(@Nullable Object values) {
        return Operands.elements(values);
    }

    /**
     * Returns what begins an object.
     *
     * @param handle the object, in state CREATED
     * @return its prototype
     */
    public static Prototype prototype(Handle handle) {
        return Operands.prototype(handle);
    }

    /**
     * Returns whether an object is still there after it was begun: paused, or left to the drive loop.
     *
     * @param handle the object
     * @return false if it has finished
     */
    public static boolean isPaused(Handle handle) {
        return Operands.isPaused(handle);
    }

    /**
     * Returns the body of an object whose body takes an argument.
     *
     * @param taken what the frame has {@linkplain Frame#take taken} out of the object
     * @return the body
     */
    public static Object body(Object taken) {
        return Operands.body(taken);
    }

    /**
     * Returns the argument for such a body.
     *
     * @param taken as for {@link #body}
     * @return the argument
     */
    public static @Nullable Object argument(Object taken) {
        return Operands.argument(taken);
    }

    /**
     * Checks that a body yields through its own yielder.
     *
     * @param yielder what the body calls {@code yield} on
     * @param frame the body's own frame
     * @param operation the name of the method
     * @throws dev.pausa.CoroutineStateException NOT_IN_BODY if it is another body's
     */
    public static void checkOwn(@Nullable Object yielder, Frame frame, String operation) {
        if (yielder != frame) {
            throw YielderFrame.notOwn(yielder, frame, operation);
        }
    }

    /**
     * Closes what an await began and that has paused, when the awaiting body cannot pause itself: there is no memory
     * for its frame. The await throws the failure, and nobody else would drive what it began.
     *
     * @param failure what came instead of a frame
     * @param child what the await began; null if the body pauses by itself
     * @return the failure, for the await to throw
     */
    public static Throwable unpaused(Throwable failure, @Nullable Handle child) {
        return Operands.unpaused(failure, child);
    }

    /**
     * Returns what woven code throws, before it has changed anything, when it is resumed and not paused: another thread
     * drives it.
     *
     * @return an exception that the drive loop turns into ALREADY_EXECUTING
     */
    public static Throwable notPaused() {
        return Operands.notPaused();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For what was woven ahead of time
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes the prototype for bodies that never pause.
     *
     * @param kind the number of what they are bodies of
     * @param description their state table in text form
     * @param method the method that holds their code
     * @return the prototype
     */
    public static Prototype plain(int kind, String description, String method) {
        return Operands.plain(kind, description, method);
    }

    /**
     * Finds the prototype for a method reference that an object of a {@link WovenReference} stands for.
     *
     * @param body the object
     * @param from the rights of the class that has the reference, which must be able to call the method
     * @param owner the class that the reference names
     * @param method the method's name
     * @param type its type
     * @param tag the kind of the reference, of {@link java.lang.invoke.MethodHandleInfo}
     * @param dropsResult whether the body returns nothing, whatever the method returns
     * @return the prototype for all objects of the same class
     */
    public static Prototype reference(
            WovenReference body,
            MethodHandles.Lookup from,
            Class<?> owner,
            String method,
            MethodType type,
            int tag,
            boolean dropsResult) {
        return Operands.reference(body, from, owner, method, type, tag, dropsResult);
    }

    /**
     * Returns the method whose awaitable a body drops.
     *
     * @param body the body, which has no result
     * @param given the descriptor of the type of what its method gives
     * @param method the method, for people
     * @return the method, or an empty text if what it gives cannot be awaited
     */
    public static String dropped(Object body, String given, String method) {
        return DroppedAwaitable.of(body, given, method);
    }

    /**
     * Refuses rewritten classes that this library is too old or too new for.
     *
     * @param level the level of the contract that a class was woven for
     * @param host the class that was rewritten
     * @throws LinkageError if this library does not serve that level
     */
    public static void requireLevel(int level, String host) {
        Operands.requireLevel(level, host);
    }
}
