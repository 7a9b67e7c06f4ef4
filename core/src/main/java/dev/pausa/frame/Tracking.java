package dev.pausa.frame;

import dev.pausa.Awaitable;
import dev.pausa.Diagnostics.NeverAwaited;
import dev.pausa.Diagnostics.Unawaited;
import dev.pausa.Diagnostics.Unraisable;
import dev.pausa.trace.Callers;
import dev.pausa.trace.Traces;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The switches of {@link dev.pausa.Diagnostics}, and what they switch. The two that are asked when a coroutine is made are plain fields: a
 * change is seen by other threads sooner or later.
 */
public final class Tracking {
    private Tracking() {}

    /** How many coroutines of each body are tracked from their making in the mode SAMPLED. */
    static final int SAMPLE = 64;

    /** Whether there is anything to do for each coroutine that is made. */
    static boolean isOn;

    private static NeverAwaited neverAwaited = NeverAwaited.SAMPLED;
    private static int originDepth;
    private static volatile boolean isTracking;
    private static volatile boolean isRecording;

    /** Whether flight recording was ever on. */
    static boolean hasRecorded;

    private static volatile @Nullable Executor closer;
    private static volatile @Nullable Consumer<? super Unraisable> unraisableHandler;
    private static volatile @Nullable Consumer<? super Unawaited> neverAwaitedHandler;
    private static volatile @Nullable Consumer<? super Awaitable<Void>> asyncCloser;

    static {
        String mode = System.getProperty("dev.pausa.neverAwaited");
        if (mode != null) {
            setNeverAwaited(NeverAwaited.valueOf(mode.toUpperCase(Locale.ROOT)));
        }
        setOriginDepth(Integer.getInteger("dev.pausa.originTracking", 0));
        if (Boolean.getBoolean("dev.pausa.tracking")) {
            setTracking(true);
        }
        if (Boolean.getBoolean("dev.pausa.flightRecording")) {
            setRecording(true);
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The switches
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * See {@link dev.pausa.Diagnostics#setNeverAwaited}.
     *
     * @param mode the mode
     */
    public static void setNeverAwaited(NeverAwaited mode) {
        neverAwaited = Objects.requireNonNull(mode, "mode");
        updateIsOn();
    }

    /**
     * See {@link dev.pausa.Diagnostics#setOriginTracking}.
     *
     * @param depth how many calls
     */
    public static void setOriginDepth(int depth) {
        if (depth < 0) {
            throw new IllegalArgumentException("depth must be >= 0, but is " + depth);
        }
        originDepth = depth;
        updateIsOn();
    }

    private static void updateIsOn() {
        isOn = neverAwaited == NeverAwaited.ALWAYS || originDepth > 0 || isTracking || isRecording;
    }

    /**
     * See {@link dev.pausa.Diagnostics#originTracking}.
     *
     * @return the depth
     */
    public static int originDepth() {
        return originDepth;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setTracking}.
     *
     * @param isTracking true to begin
     */
    public static void setTracking(boolean isTracking) {
        Tracking.isTracking = isTracking;
        updateIsOn();
        if (!isTracking) {
            Living.clear();
        } else if (ModuleLayer.boot().findModule("java.management").isPresent()) {
            Management.register();
        }
    }

    /**
     * See {@link dev.pausa.Diagnostics#isTracking}.
     *
     * @return whether it is on
     */
    public static boolean isTracking() {
        return isTracking;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setFlightRecording}.
     *
     * @param isRecording true to begin
     */
    public static void setRecording(boolean isRecording) {
        boolean isThere = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
        if (isRecording && !isThere) {
            logger().log(System.Logger.Level.WARNING, "there are no flight recorder events without the module jdk.jfr");
        } else if (isRecording) {
            Recorder.begin();
            hasRecorded = true;
        }
        Tracking.isRecording = isRecording && isThere;
        updateIsOn();
    }

    static boolean isRecording() {
        return isRecording;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setCloser}.
     *
     * @param executor the executor, or null
     */
    public static void setCloser(@Nullable Executor executor) {
        closer = executor;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setUnraisableHandler}.
     *
     * @param handler the handler, or null
     */
    public static void setUnraisableHandler(@Nullable Consumer<? super Unraisable> handler) {
        unraisableHandler = handler;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setNeverAwaitedHandler}.
     *
     * @param handler the handler, or null
     */
    public static void setNeverAwaitedHandler(@Nullable Consumer<? super Unawaited> handler) {
        neverAwaitedHandler = handler;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setAsyncGeneratorCloser}.
     *
     * @param handler the handler, or null
     */
    public static void setAsyncCloser(@Nullable Consumer<? super Awaitable<Void>> handler) {
        asyncCloser = handler;
    }

    /**
     * See {@link dev.pausa.Diagnostics#setAwaitTraces}.
     *
     * @param isOn false to leave all traces alone
     */
    public static void setAwaitTraces(boolean isOn) {
        Traces.setOn(isOn);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // At the making of a coroutine
    // ------------------------------------------------------------------------------------------------------------------

    /** Called for each object that is made while {@link #isOn}. */
    static void made(Handle handle) {
        if (originDepth > 0) {
            handle.extras().setOrigin(Callers.stack(originDepth));
        }
        if (neverAwaited == NeverAwaited.ALWAYS) {
            handle.watchUnawaited();
        }
        if (isTracking) {
            Living.made(handle);
        }
        if (isRecording) {
            Recorder.made(handle);
        }
    }

    /** Called for each of the first objects of each body, with what the object is to hold; returns what it holds instead. */
    static Object sampled(Frame prototype, Object held) {
        if (neverAwaited != NeverAwaited.SAMPLED || prototype.kind().hasYielder()) {
            return held;
        }
        Extras extras = new Extras(held);
        extras.watchUnawaited(prototype);
        return extras;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // When one is forgotten
    // ------------------------------------------------------------------------------------------------------------------

    /** Runs something on the closer; never throws. */
    static void later(Runnable task) {
        Executor chosen = closer;
        try {
            (chosen != null ? chosen : Closer.OWN).execute(task);
        } catch (RejectedExecutionException shutDown) {
            Closer.OWN.execute(task);
        }
    }

    /** The closer unless the application has chosen one: a daemon thread that ends when there is nothing to do. */
    private static final class Closer {
        static final Executor OWN = make();

        private static Executor make() {
            ThreadPoolExecutor one =
                    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, "pausa-closer");
                        thread.setDaemon(true);
                        return thread;
                    });
            one.allowCoreThreadTimeOut(true);
            return one;
        }
    }

    static void neverAwaited(String name, List<StackTraceElement> origin) {
        if (neverAwaited == NeverAwaited.OFF) {
            return;
        }
        Unawaited report = new Unawaited(name, origin);
        Consumer<? super Unawaited> handler = neverAwaitedHandler;
        try {
            if (handler != null) {
                handler.accept(report);
            } else {
                logger().log(System.Logger.Level.WARNING, report.message());
            }
        } catch (Throwable thrown) {
            unraisable("Exception ignored while finalizing coroutine " + name, thrown);
        }
    }

    /**
     * See {@link dev.pausa.Diagnostics#setUnraisableHandler}; never throws.
     *
     * @param message what was going on
     * @param thrown the exception
     */
    public static void unraisable(String message, Throwable thrown) {
        Consumer<? super Unraisable> handler = unraisableHandler;
        if (handler != null) {
            try {
                handler.accept(new Unraisable(message, thrown));
                return;
            } catch (Throwable failure) {
                logger().log(System.Logger.Level.ERROR, "the unraisable handler failed", failure);
            }
        }
        logger().log(System.Logger.Level.ERROR, message, thrown);
    }

    /** Offers the closing of an asynchronous generator to the application. */
    static boolean offer(Supplier<? extends Awaitable<Void>> closing) {
        Consumer<? super Awaitable<Void>> handler = asyncCloser;
        if (handler == null) {
            return false;
        }
        handler.accept(closing.get());
        return true;
    }

    private static System.Logger logger() {
        return System.getLogger("dev.pausa");
    }
}
