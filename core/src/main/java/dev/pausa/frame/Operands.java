package dev.pausa.frame;

import dev.pausa.StopAsyncIteration;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What a body awaits or delegates to, as something that can be begun: what {@code Woven} hands on to the machine. */
public final class Operands {
    private Operands() {}

    /**
     * See {@code Woven.awaited}.
     *
     * @param awaitable the operand
     * @return what to begin
     */
    public static Handle awaited(@Nullable Object awaitable) {
        if (awaitable instanceof Handle handle) {
            return handle.stage == Handle.CREATED ? handle : handle.begunOperand();
        }
        return AwaitIteratorFrame.adapt(awaitable);
    }

    /**
     * See {@code Woven.delegated}.
     *
     * @param generator the operand
     * @return what to begin
     */
    public static Handle delegated(@Nullable Object generator) {
        if (generator == null) {
            throw new IllegalArgumentException("'null' object is not iterable");
        }
        return ResumptionFrame.goOnWith((Handle) generator);
    }

    /**
     * See {@code Woven.elements}.
     *
     * @param values the operand
     * @return what to begin
     */
    public static Handle elements(@Nullable Object values) {
        return IteratorFrame.of(values);
    }

    /**
     * Returns what begins an object.
     *
     * @param handle an object in state CREATED
     * @return its prototype
     */
    public static Frame prototype(Handle handle) {
        return handle.frame;
    }

    /**
     * Returns whether an object has not finished.
     *
     * @param handle the object
     * @return false in state CLOSED
     */
    public static boolean isPaused(Handle handle) {
        return handle.stage != Handle.CLOSED;
    }

    /**
     * Returns the body of what was taken out of an object whose body takes an argument.
     *
     * @param taken what was taken
     * @return the body
     */
    public static Object body(Object taken) {
        return ((Applied) taken).body();
    }

    /**
     * Returns the argument for such a body.
     *
     * @param taken what was taken
     * @return the argument
     */
    public static @Nullable Object argument(Object taken) {
        return ((Applied) taken).argument();
    }

    /**
     * See {@code Woven.unpaused}.
     *
     * @param failure what came instead of a frame
     * @param child what the await began; null if it is none
     * @return the failure
     */
    public static Throwable unpaused(Throwable failure, @Nullable Handle child) {
        if (child == null || child.stage != Handle.FRAMED || child.frame instanceof ResumptionFrame) {
            return failure; // nothing began here
        }
        try {
            child.driveClosing();
        } catch (StopAsyncIteration closed) {
            return failure; // the end of a step
        } catch (Throwable another) {
            suppress(failure, another);
        }
        return failure;
    }

    private static void suppress(Throwable failure, Throwable another) {
        try {
            failure.addSuppressed(another);
        } catch (Throwable noMemory) {
            // the same object, or there is none for this either: the failure says so
        }
    }

    /**
     * See {@code Woven.plain}.
     *
     * @param kind the number of what they are bodies of
     * @param description their state table in text form
     * @param method the method that holds their code
     * @return the prototype
     */
    public static Frame plain(int kind, String description, String method) {
        return new PlainFrame(Kind.values()[kind], description, method);
    }

    /**
     * See {@code Woven.reference}.
     *
     * @param body the object
     * @param from the rights of the class that has the reference
     * @param owner the class that the reference names
     * @param method the method's name
     * @param type its type
     * @param tag the kind of the reference
     * @param dropsResult whether the body returns nothing
     * @return the prototype
     */
    public static Frame reference(
            ReferenceObject body,
            Lookup from,
            Class<?> owner,
            String method,
            MethodType type,
            int tag,
            boolean dropsResult) {
        Kind kind = Kind.values()[body.kind()];
        return new Reference(kind, owner, method, type, dropsResult).prototype(from, tag);
    }

    /**
     * See {@code Woven.requireLevel}.
     *
     * @param level the level of the contract that a class was woven for
     * @param host the class that was rewritten
     */
    public static void requireLevel(int level, String host) {
        if (level != Index.LEVEL) {
            throw new LinkageError(host + " was woven ahead of time for level " + level
                    + " of the contract between woven classes and Pausa, and this Pausa serves level " + Index.LEVEL
                    + "; compile the class anew and weave it with this version, or use the version that wove it");
        }
    }

    /**
     * Returns what tells the drive loop that a frame was resumed which was not paused.
     *
     * @return an exception of a type that no body can throw
     */
    public static Throwable notPaused() {
        return NOT_PAUSED;
    }

    /**
     * One for all: it has no trace, and a refused driver must not fail for lack of memory, for it would be taken for
     * the one inside.
     */
    private static final NotPaused NOT_PAUSED = new NotPaused();

    /** See {@link #notPaused()}. A type of its own, because a body may throw any public one. */
    static final class NotPaused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPaused() {
            super(null, null, false, false);
        }
    }
}
