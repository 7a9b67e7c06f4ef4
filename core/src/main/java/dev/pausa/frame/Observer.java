package dev.pausa.frame;

import dev.pausa.Awaitable;
import dev.pausa.trace.Callers;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of coroutine objects: the machine's door to {@code dev.pausa.diagnostics}, which has the one subclass.
 * Told when an object is made, if it wants to be; of the drives and the end of the objects that it
 * {@linkplain #observe observes}; and of what was forgotten. No ordinary drive passes here.
 *
 * <p>Its methods must not throw, except where they say so. They may be called by any thread.
 */
public abstract class Observer {
    /** So many objects of each body may be watched from their making on: see {@link #isSampling}. */
    public static final int SAMPLE = 64;

    /** Whether it is told of each object that is made. Plain: a change is seen by other threads sooner or later. */
    static boolean isToldOfAll;

    /** Whether anybody is to be asked who drives; never unset. Volatile, as what {@link #driver} looks at. */
    static volatile boolean hasDrivers;

    private static @Nullable Observer only;

    /** For the subclass, which makes one object when it is initialised. */
    protected Observer() {
        only = this;
    }

    /** The observer; made when it is first needed. */
    private static final class Present {
        static final Observer OBSERVER = make();

        /**
         * By its class's name, as the weaver is found: the machine knows nobody who stands above it. To call its
         * constructor by reflection, the JDK would link method handles, at each start.
         */
        private static Observer make() {
            try {
                Class.forName(Parts.OBSERVER);
                return Objects.requireNonNull(only, Parts.OBSERVER);
            } catch (ClassNotFoundException impossible) {
                throw new LinkageError(Parts.OBSERVER + " is missing: this copy of Pausa is not whole", impossible);
            }
        }
    }

    static Observer present() {
        return Present.OBSERVER;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it is told
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * What is told of one object.
     *
     * @param number the number by which the object is observed; 0 if it is not
     * @param kind what errors call it, such as {@code async generator}
     * @param name its name
     * @param place a place in its body, or null
     */
    public record Subject(
            long number, String kind, String name, @Nullable StackTraceElement place) {}

    /** A drive that is under way. */
    public interface Drive {
        /**
         * Told once, when the drive has ended.
         *
         * @param thrown what came out, or null
         */
        void ended(@Nullable Throwable thrown);
    }

    /**
     * Told of an object that is made, while it wants to be {@linkplain #tellOfAll told}.
     *
     * @param handle the object, in state CREATED
     */
    protected abstract void made(Handle handle);

    /**
     * Returns whether the first objects of each body are to be reported if they are never awaited.
     *
     * @return true if so
     */
    protected abstract boolean isSampling();

    /**
     * Told that a drive of an observed object begins.
     *
     * @param driven the object, or a step of it
     * @param with start, value, exception or close
     * @param raised what is raised in, or null
     * @return who is told of the drive's end, or null for nobody
     */
    protected abstract @Nullable Drive driving(Handle driven, String with, @Nullable Throwable raised);

    /**
     * Told that an observed object has ended.
     *
     * @param subject the object
     */
    protected abstract void closed(Subject subject);

    /**
     * Told that a paused object was forgotten and is going to be closed; on the closer.
     *
     * @param subject the object
     */
    protected abstract void leaked(Subject subject);

    /**
     * Told that an object was forgotten before it began; on the closer.
     *
     * @param subject the object
     * @param what what reports call it, such as {@code coroutine 'Orders.load'}
     * @param origin where it was made, innermost call first
     */
    protected abstract void neverAwaited(Subject subject, String what, List<StackTraceElement> origin);

    /**
     * Told, once for each body, that an object is not watched, since it could not be noticed that it is forgotten; on
     * the closer.
     *
     * @param subject the object
     */
    protected abstract void notWatched(Subject subject);

    /**
     * Told of an exception that nobody is there to catch.
     *
     * @param message what was going on
     * @param thrown the exception
     */
    protected abstract void unraisable(String message, Throwable thrown);

    /**
     * Returns who drives on this thread and wants to close what is forgotten of it; asked once for an object, when it
     * comes to be watched, and only after {@link #askForDrivers}.
     *
     * @return what {@link #later(Object, Runnable)} and {@link #offer} are given again; null for nobody
     */
    protected abstract @Nullable Object driver();

    /**
     * Runs something on the closer.
     *
     * @param task what to run
     */
    protected abstract void later(Runnable task);

    /**
     * Runs something where a driver wants it to be run.
     *
     * @param driver what {@link #driver} returned
     * @param task what to run
     */
    protected abstract void later(@Nullable Object driver, Runnable task);

    /**
     * Offers the closing of a forgotten asynchronous generator to its driver and the application. May throw what the
     * application's handler throws.
     *
     * @param driver what {@link #driver} returned
     * @param closing gives the awaitable
     * @return whether one of them has taken it
     */
    protected abstract boolean offer(@Nullable Object driver, Supplier<? extends Awaitable<Void>> closing);

    // -----------------------------------------------------------------------------------------------------------------
    // What it may have done
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Says how it is noticed that objects are forgotten; called before any object is watched.
     *
     * @param isPhantom false to leave it to finalization, where the JVM has that
     */
    protected static void watchByPhantoms(boolean isPhantom) {
        Lifeline.isPhantom |= isPhantom;
    }

    /** Has {@link #driver} asked from now on. */
    protected static void askForDrivers() {
        hasDrivers = true;
    }

    /**
     * Says whether it wants to be told of each object that is made.
     *
     * @param isWanted true to begin
     */
    protected static void tellOfAll(boolean isWanted) {
        isToldOfAll = isWanted;
    }

    /**
     * Has an object keep the calls that made it.
     *
     * @param handle the object
     * @param depth how many calls
     */
    protected static void keepOrigin(Handle handle, int depth) {
        handle.extras().setOrigin(Callers.stack(depth));
    }

    /**
     * Has an object reported if it is forgotten before it begins.
     *
     * @param handle the object, in state CREATED
     */
    protected static void watchUnawaited(Handle handle) {
        handle.watchUnawaited();
    }

    /**
     * Is told of the drives and the end of an object from now on.
     *
     * @param handle the object, in state CREATED; not a step, which is observed as its generator is
     * @param number the number to tell it by, not 0
     */
    protected static void observe(Handle handle, long number) {
        Observed.begin(handle, number);
    }
}
