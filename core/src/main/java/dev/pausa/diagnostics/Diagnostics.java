package dev.pausa.diagnostics;

import dev.pausa.Awaitable;
import dev.pausa.CoroutineObject;
import dev.pausa.GeneratorExit;
import dev.pausa.trace.OneLine;
import dev.pausa.trace.Traces;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Switches for finding coroutines that were forgotten, and for looking at all that there are. They hold for the whole
 * process.
 *
 * <p>Two things can be forgotten. A coroutine that was made and neither driven nor awaited nor closed did nothing: it
 * is <em>reported</em> when it is collected, as {@code coroutine 'Orders.load' was never awaited}. A coroutine object
 * that is paused, and that nobody can reach any more, is <em>closed</em>: {@link GeneratorExit} is raised where it is
 * paused, so that its {@code finally} blocks run, innermost first, as Python does (data model: "automatically closed …
 * when they are about to be destroyed"). Only an object that is paused where this would run code (a {@code finally}, a
 * {@code catch} of {@code Throwable} or {@code Error}, a try-with-resources, here or in what it awaits) is ever watched
 * for this; all others cost nothing. Mostly the second collection after it was lost finds it; the youngest such
 * objects, about a thousand for each processor, stay in memory until the first. Nothing tells when that is, or whether
 * it comes before the process ends: close what you do not run to its end.
 *
 * <p>What a driver drove that is {@linkplain #addDriver known} here, such as a {@code dev.pausa.async.Loop}, is closed
 * by that. All else is closed on a thread of its own, unless {@link #setCloser} names another place. It takes no lock.
 * A chain of which the program still holds a part is left alone, and the part can be driven, until that is let go too,
 * where Python closes the part at once; so a program never meets the closer in a body that it drives. A {@code
 * finally} block that fails is reported to the {@linkplain #setUnraisableHandler unraisable handler}. One that has not
 * ended after two seconds is reported too, and the other objects are closed on another thread; up to sixteen such
 * threads may stand.
 *
 * <p>What is out of reach is found in one of two ways. By <em>finalization</em>, where the JVM has it: an object is
 * found even if its body refers to it, as bodies often do ({@code this.task = coroutine(() -> this.loop())}). By
 * <em>phantom references</em> under {@code
 * --finalization=disabled}, or if the property {@code dev.pausa.closing} is {@code phantom}: then an object that its
 * own body leads to, by any way, is kept in memory for good once it has been paused for a while where closing would run
 * code, until it ends or is closed. The plain cases, where it stands in a variable of the body, in an array or
 * {@code AtomicReference} there, or in a field of an object of the body's package that does, are found: such an object
 * is not kept and not closed, and a warning of the {@link System.Logger} named {@code dev.pausa} says so, once for each
 * body. And a part that the program still holds cannot be told from one that it does not: it is closed with its chain,
 * so code that drives such a part should run where the closer does. Coroutines that were never awaited are found by
 * both ways alike.
 *
 * <p>Start-up properties: {@code dev.pausa.neverAwaited} ({@code off}, {@code sampled}, {@code always}), {@code
 * dev.pausa.originTracking} (a depth), {@code dev.pausa.tracking} and {@code dev.pausa.flightRecording} ({@code true}),
 * {@code dev.pausa.closing} ({@code finalizer}, the default, or {@code phantom}).
 *
 * <p>All methods may be called from any thread. Objects made on other threads may notice a change a little later.
 *
 * @implSpec FI-022
 */
public final class Diagnostics {
    private Diagnostics() {}

    /** Which coroutines are watched from their making, so that they can be reported if they are never awaited. */
    public enum NeverAwaited {
        /** None; costs nothing. */
        OFF,
        /** The first 64 of each body; costs nothing after these. The default. */
        SAMPLED,
        /**
         * All, all steps of asynchronous generators, and all operations of {@code dev.pausa.async}; costs a finalizable
         * object for each. For tests.
         */
        ALWAYS
    }

    /**
     * A coroutine, a step of an asynchronous generator, or an operation of a driver, that was never awaited.
     *
     * @param name what was not awaited, such as {@code coroutine 'Orders.load'},
     *     {@code coroutine method 'asend' of 'Orders.rows'} or {@code operation 'Sleep'}
     * @param origin where it was made, innermost call first; of an operation, whose name says nothing of that, at least
     *     one call; empty otherwise unless {@linkplain #setOriginTracking origin tracking} is on
     */
    public record Unawaited(String name, List<StackTraceElement> origin) {
        /**
         * Returns the report in Python's words, with the origin if it is known.
         *
         * @return a text of one or more lines
         * @implSpec FI-001, FI-017
         */
        public String message() {
            StringBuilder text = new StringBuilder(name).append(" was never awaited");
            if (!origin.isEmpty()) {
                text.append(isOperation() ? "\nOperation" : "\nCoroutine")
                        .append(" created at (most recent call last)");
                for (int i = origin.size() - 1; i >= 0; i--) {
                    text.append("\n  at ").append(OneLine.of(origin.get(i)));
                }
            }
            return text.toString();
        }

        private boolean isOperation() {
            return name.startsWith("operation ");
        }
    }

    /**
     * An exception that nobody is there to catch.
     *
     * @param message what was going on, such as
     *     {@code Exception ignored while closing generator <coroutine object Orders.load …>}
     * @param exception the exception
     */
    public record Unraisable(String message, Throwable exception) {}

    /**
     * Says which coroutines are watched from their making on.
     *
     * @param mode the mode
     * @throws NullPointerException if {@code mode} is null
     */
    public static void setNeverAwaited(NeverAwaited mode) {
        Tracking.setNeverAwaited(mode);
    }

    /**
     * Returns which coroutines are watched from their making on.
     *
     * @return the mode
     */
    public static NeverAwaited neverAwaited() {
        return Tracking.neverAwaited();
    }

    /**
     * Says who is told of a coroutine or an operation that was never awaited. Called on the {@linkplain #setCloser
     * closer}. What it throws goes to the {@linkplain #setUnraisableHandler unraisable handler}.
     *
     * @param handler the handler; null for the default, a warning of the {@link System.Logger} named {@code dev.pausa}
     * @implSpec FI-011
     */
    public static void setNeverAwaitedHandler(@Nullable Consumer<? super Unawaited> handler) {
        Tracking.setNeverAwaitedHandler(handler);
    }

    /**
     * Returns who is told of a coroutine that was never awaited, so that it can be put back.
     *
     * @return the handler that was set; null for the default
     */
    public static @Nullable Consumer<? super Unawaited> neverAwaitedHandler() {
        return Tracking.neverAwaitedHandler();
    }

    /**
     * Says who is told of exceptions that nobody can catch: what a forgotten coroutine throws while it is closed, an
     * exit that it ignores, a failing handler; these on the {@linkplain #setCloser closer}. Also what comes out of a
     * subscription of {@code Publishers.publisher} that has no subscriber any more; on the thread where it does.
     *
     * @param handler the handler; null for the default, an error of the {@link System.Logger} named {@code dev.pausa}
     * @see <a href="https://docs.python.org/3/library/sys.html#sys.unraisablehook">sys.unraisablehook</a>
     */
    public static void setUnraisableHandler(@Nullable Consumer<? super Unraisable> handler) {
        Tracking.setUnraisableHandler(handler);
    }

    /**
     * Returns who is told of exceptions that nobody can catch, so that it can be put back.
     *
     * @return the handler that was set; null for the default
     */
    public static @Nullable Consumer<? super Unraisable> unraisableHandler() {
        return Tracking.unraisableHandler();
    }

    /**
     * Reports an exception that nobody can catch, as the library does: to the
     * {@linkplain #setUnraisableHandler unraisable handler}. For drivers, when what they drive fails and nobody waits
     * for it. Never throws.
     *
     * @param unraisable the exception, and what was going on
     * @throws NullPointerException if {@code unraisable} is null
     */
    public static void report(Unraisable unraisable) {
        Tracking.report(Objects.requireNonNull(unraisable, "unraisable"));
    }

    /**
     * Says how much of the stack each coroutine object keeps of its making, for {@link CoroutineObject#origin()} and
     * for reports.
     *
     * @param depth how many calls; 0, the default, for none
     * @throws IllegalArgumentException if {@code depth} is negative; nothing changes
     * @see <a
     *     href="https://docs.python.org/3/library/sys.html#sys.set_coroutine_origin_tracking_depth">sys.set_coroutine_origin_tracking_depth</a>
     * @implSpec FI-016
     */
    public static void setOriginTracking(int depth) {
        Tracking.setOriginDepth(depth);
    }

    /**
     * Returns how much of the stack each coroutine object keeps.
     *
     * @return the depth
     */
    public static int originTracking() {
        return Tracking.originDepth();
    }

    /**
     * Says whether all coroutine objects are kept track of from their making on, for {@link CoroutineDump}. Nothing is
     * kept alive by that. Off by default, and then free; on, it costs a weak reference for each object.
     *
     * @param isTracking true to begin; false to stop, and to forget all that are known
     */
    public static void setTracking(boolean isTracking) {
        Tracking.setTracking(isTracking);
    }

    /**
     * Returns whether coroutine objects are kept track of.
     *
     * @return true if {@link CoroutineDump} can be taken
     */
    public static boolean isTracking() {
        return Tracking.isTracking();
    }

    /**
     * Adds a driver whose loops and tasks are shown in {@linkplain CoroutineDump dumps}, for good: one source for each
     * driver, not for each loop. {@code dev.pausa.async} does that by itself. It costs nothing until a dump is taken.
     *
     * @param source describes the loops that there are
     * @throws NullPointerException if {@code source} is null
     */
    public static void addLoops(LoopDump.Source source) {
        LoopSources.add(Objects.requireNonNull(source, "source"));
    }

    /**
     * Says whether the JDK's flight recorder is told of coroutine objects, and of the tasks that run them. Each event
     * of an object has the body's name, kind and location, and a number that is the object's:
     *
     * <ul>
     *   <li>{@code dev.pausa.Created} and {@code dev.pausa.Closed}, for objects that are made from now on;
     *   <li>{@code dev.pausa.Resumed}, with its duration, for each drive of such an object ({@code send}, {@code next},
     *       {@code step}, {@code raise}, {@code close}): what it was resumed with, and where it paused, in which of the
     *       bodies that it awaits, or how it ended. One event for the whole chain that is driven. A drive that is
     *       refused, and a raise or close before the first step, run nothing and are not told. A step of an
     *       asynchronous generator that is driven by hand counts as a drive of the generator;
     *   <li>{@code dev.pausa.Leaked} for one that was forgotten and is closed, {@code dev.pausa.NeverAwaited} for one
     *   that is reported.
     * </ul>
     *
     * <p>Each event of a task of {@code dev.pausa.async}, or of another driver with a {@link TaskRecording}, has the
     * task's name, a number that is the task's, and its loop:
     *
     * <ul>
     *   <li>{@code dev.pausa.TaskStarted}, with the number of the task whose scope it lives in, and that of its
     *       coroutine;
     *   <li>{@code dev.pausa.TaskWaited}, with its duration, for each wait: what for, as that described itself when the
     *       wait began, and how it ended. A wait that is still going on is not told yet;
     *   <li>{@code dev.pausa.TaskEnded}, with the outcome.
     * </ul>
     *
     * <p>Recordings take these events unless they are told not to: {@code dev.pausa.Resumed#threshold=10 ms} leaves
     * those that matter, and {@code dev.pausa.TaskWaited#threshold} does so for waits. Off by default, and then free;
     * on, each drive of a recorded object looks up two places. Needs the module {@code jdk.jfr}.
     *
     * @param isRecording true to begin; false to stop, except that objects that were recorded until then are still told
     *     to have closed
     */
    public static void setFlightRecording(boolean isRecording) {
        Tracking.setRecording(isRecording);
    }

    /**
     * Returns whether the flight recorder is told of coroutine objects and tasks.
     *
     * @return true if it is
     */
    public static boolean isFlightRecording() {
        return Tracking.isRecording();
    }

    /**
     * Says where forgotten coroutines are closed and handlers are called. An event loop names itself here, so that its
     * coroutines' {@code finally} blocks run on its thread. What it refuses or drops, or does not take within two
     * seconds, runs on the default's thread; that it failed, dropped a task or did not come back is reported to the
     * {@linkplain #setUnraisableHandler unraisable handler}, once until another one is set. That it refuses, by a
     * {@link java.util.concurrent.RejectedExecutionException}, is no fault.
     *
     * @param executor the executor; null for the default, a daemon thread named {@code pausa-closer}
     */
    public static void setCloser(@Nullable Executor executor) {
        Tracking.setCloser(executor);
    }

    /**
     * Returns where forgotten coroutines are closed, so that it can be put back.
     *
     * @return the executor that was set; null for the default
     */
    public static @Nullable Executor closer() {
        return Tracking.closer();
    }

    /**
     * Says whether forgotten objects are closed and reported. On by default. One that is noticed while this is off is
     * left alone for good: for tests whose dropped bodies must not run at a time that the garbage collector chooses.
     *
     * @param isOn false to leave them alone
     */
    public static void setClosing(boolean isOn) {
        Tracking.setClosing(isOn);
    }

    /**
     * Returns whether forgotten objects are closed and reported.
     *
     * @return false if they are left alone
     */
    public static boolean isClosing() {
        return Tracking.isClosing();
    }

    /**
     * Says who closes asynchronous generators that nobody can reach, and whose {@code finally} blocks may await: an
     * event loop, which runs the awaitable like any other. Without one, such a generator is closed without a driver,
     * and an await that pauses on its way out is an ignored exit. Called on the {@linkplain #setCloser closer}; what it
     * throws goes to the {@linkplain #setUnraisableHandler unraisable handler}.
     *
     * @param handler gets the generator's {@code aclose()}; null for none
     * @see <a href="https://docs.python.org/3/library/sys.html#sys.set_asyncgen_hooks">sys.set_asyncgen_hooks</a>
     * @implSpec AG-054, AG-056, AG-059
     */
    public static void setAsyncGeneratorCloser(@Nullable Consumer<? super Awaitable<Void>> handler) {
        Tracking.setAsyncCloser(handler);
    }

    /**
     * Returns who closes asynchronous generators that nobody can reach, so that it can be put back.
     *
     * @return the handler that was set; null for none
     */
    public static @Nullable Consumer<? super Awaitable<Void>> asyncGeneratorCloser() {
        return Tracking.asyncCloser();
    }

    /**
     * Where a driver closes the objects that it drove and that nobody can reach any more: the two that
     * {@link #setCloser} and {@link #setAsyncGeneratorCloser} set for the process, for one driver.
     *
     * @param closer closes objects, on the thread that drives. It queues what it is given, and may refuse it with a
     *     {@link java.util.concurrent.RejectedExecutionException} when the driver has ended
     * @param asyncGeneratorCloser gets the {@code aclose()} of an asynchronous generator that has begun, to drive it;
     *     called on {@code closer}, and may refuse likewise
     */
    public record Driver(Executor closer, Consumer<? super Awaitable<Void>> asyncGeneratorCloser) {
        /**
         * Makes one.
         *
         * @throws NullPointerException if an argument is null
         */
        public Driver {
            Objects.requireNonNull(closer, "closer");
            Objects.requireNonNull(asyncGeneratorCloser, "asyncGeneratorCloser");
        }
    }

    /**
     * Adds a kind of drivers that close what they drove, for good. An object belongs to the driver of the thread on
     * which it pauses for the first time where closing it would run code; if it is forgotten, it is closed there, so
     * that no other thread is in what the driver's bodies share. What its driver refuses is closed as if it had none.
     *
     * @param ofThisThread returns who drives on the thread that calls it, or null; called inside a drive, once for an
     *     object. It should look and return
     * @throws NullPointerException if {@code ofThisThread} is null
     * @see <a href="https://docs.python.org/3/library/sys.html#sys.set_asyncgen_hooks">sys.set_asyncgen_hooks, which is
     *     for one thread</a>
     */
    public static void addDriver(Supplier<? extends @Nullable Driver> ofThisThread) {
        Tracking.addDriver(Objects.requireNonNull(ofThisThread, "ofThisThread"));
    }

    /**
     * Says whether stack traces go across awaits. They do by default: an exception that comes out of a chain of awaits
     * shows the innermost body, then each awaiting body with the line of its await, then the driver, and nothing of the
     * library. One that was made on another stack, such as the failure of a {@code CompletionStage}, one that is raised
     * in, or one that a body kept and throws, shows that stack first, then {@code dev.pausa.Coroutine.await} as the
     * border, then the bodies of the chain that it came through last; a body that kept it has no line there. The
     * exception's own trace is set, and those of its cause and of what is suppressed in it; it is not copied, nothing
     * is added to its causes, and one without a writable trace is left alone.
     *
     * @param isOn false to leave all traces as the JVM made them
     */
    public static void setAwaitTraces(boolean isOn) {
        Tracking.setAwaitTraces(isOn);
    }

    /**
     * Returns whether stack traces go across awaits.
     *
     * @return true unless it was switched off
     */
    public static boolean isAwaitTraces() {
        return Traces.isOn();
    }
}
