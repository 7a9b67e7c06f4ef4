package dev.pausa;

import dev.pausa.trace.Callers;
import dev.pausa.trace.TypeNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a coroutine is made, when its body cannot be turned into a frame. No coroutine object exists then, and
 * nothing of the body has run. The message says what is wrong, where, and what to do.
 */
public final class WeaveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What can be wrong. */
    public enum Reason {
        /** The bytes of the class that declares the body cannot be found, or it is a hidden class. */
        CLASS_FILE_NOT_FOUND,
        /** The bytes were found and are no class file that can be woven. */
        CLASS_FILE_UNREADABLE,
        /**
         * The bytes were found and are not those of the loaded class: compiled again meanwhile, or changed as the class
         * was loaded. The JVM does not give the bytes that it loaded a class from, so they are read again where it came
         * from, and compared with what the loaded class says of itself: its supertypes and its members with their types
         * and modifiers. <strong>Changes that are only in code and constants are not noticed</strong>: the body runs as
         * the class file has it, and not as an agent, a debugger or a class loader has changed the class.
         */
        CLASS_FILE_CHANGED,
        /**
         * The class loader of the body leads to the API, but not to the classes that woven code extends and calls. In
         * an OSGi framework the library's bundle must be started, since it adds these imports.
         */
        LIBRARY_UNREACHABLE,
        /** The package that declares the body is in a module that is not open to Pausa. */
        MODULE_NOT_OPEN,
        /** The body claims to be a lambda, and is none that the JDK made for the class it names. */
        NOT_GENUINE,
        /** A suspension point stands inside a {@code synchronized} block or method. */
        HELD_MONITOR,
        /** A generator's body calls {@code await} or {@code suspend}; only an asynchronous generator's may. */
        AWAIT_IN_GENERATOR,
        /**
         * A lambda inside the body, which is no body itself, calls {@code await}, {@code suspend} or the body's
         * yielder.
         */
        AWAIT_IN_LAMBDA,
        /** The body is native, abstract or a constructor. */
        NO_CODE,
        /** The woven method would be larger than the 64 KiB that a class file allows. */
        TOO_LARGE,
        /**
         * The system property {@code dev.pausa.weaving} is {@code never}, and the body was not woven ahead of time, or
         * from another class file than the one that is there.
         */
        NOT_WOVEN_AHEAD,
        /** Only the core is on the class path; the weaver is missing. */
        NO_WEAVER,
        /** The weaver made a class that the JVM refuses: a fault of the weaver. */
        INTERNAL
    }

    /** What is wrong. */
    private final Reason reason;

    /** The binary name of the class that declares the body. */
    private final String className;

    /** The place in the source, or null. */
    private final @Nullable StackTraceElement location;

    /**
     * Makes one.
     *
     * @param reason what is wrong
     * @param className the binary name of the class that declares the body
     * @param location the place in the source, or null if it is not known
     * @param message what is wrong, where, and what to do
     * @param cause the cause, or null
     */
    public WeaveException(
            Reason reason,
            String className,
            @Nullable StackTraceElement location,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.className = className;
        this.location = location;
    }

    /**
     * Makes the one for a missing weaver.
     *
     * @param bodyClass the class of the body
     * @return the exception
     */
    public static WeaveException noWeaver(Class<?> bodyClass) {
        String name = TypeNames.declaring(
                Objects.requireNonNull(bodyClass, "bodyClass").getName());
        return new WeaveException(
                Reason.NO_WEAVER,
                name,
                null,
                "cannot weave the body in " + name + ", used at " + Callers.ofFactory()
                        + ": no weaver is on the class path, only Pausa's core;"
                        + " depend on dev.pausa:pausa, which contains both, or rewrite its class ahead of time"
                        + " with `./pausa weave --rewrite`",
                null);
    }

    /**
     * Returns what is wrong.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the class that declares the body.
     *
     * @return its binary name
     */
    public String className() {
        return className;
    }

    /**
     * Returns the place in the source.
     *
     * @return the place, or null if it is not known
     */
    public @Nullable StackTraceElement location() {
        return location;
    }
}
