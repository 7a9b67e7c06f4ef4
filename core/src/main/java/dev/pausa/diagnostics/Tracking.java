package dev.pausa.diagnostics;

import dev.pausa.Awaitable;
import dev.pausa.diagnostics.Diagnostics.Driver;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import dev.pausa.frame.Observer;
import dev.pausa.trace.OneLine;
import dev.pausa.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The switches of {@link Diagnostics}, and what they switch: the machine's one {@link Observer}, which finds this class
 * by its name. The two switches that are asked when a coroutine is made are plain fields: a change is seen by other
 * threads sooner or later.
 */
public final class Tracking extends Observer {
    private static NeverAwaited neverAwaited = NeverAwaited.SAMPLED;
    private static int originDepth;
    private static volatile boolean isTracking;
    private static volatile boolean isRecording;

    private static final Closer CLOSER = new Closer();

    /** Replaced by a longer one, and gone through by index: looked at for each object that comes to be watched. */
    private static volatile List<Supplier<? extends @Nullable Driver>> drivers = List.of();

    private static volatile boolean isClosing = true;
    private static volatile @Nullable Consumer<? super Unraisable> unraisableHandler;
    private static volatile @Nullable Consumer<? super Unawaited> neverAwaitedHandler;
    private static volatile @Nullable Consumer<? super Awaitable<Void>> asyncCloser;

    static {
        new Tracking();
        String mode = System.getProperty("dev.pausa.neverAwaited");
        if (mode != null) {
            setNeverAwaited(NeverAwaited.valueOf(mode.toUpperCase(Locale.ROOT)));
        }
        String closing = System.getProperty("dev.pausa.closing");
        if (closing != null) {
            watchByPhantoms(isPhantom(closing));
        }
        setOriginDepth(Integer.getInteger("dev.pausa.originTracking", 0));
        if (Boolean.getBoolean("dev.pausa.tracking")) {
            setTracking(true);
        }
        if (Boolean.getBoolean("dev.pausa.flightRecording")) {
            setRecording(true);
        }
    }

    private static boolean isPhantom(String closing) {
        return switch (closing) {
            case "phantom" -> true;
            case "finalizer" -> false;
            default ->
                throw new IllegalArgumentException(
                        "-Ddev.pausa.closing=" + closing + ": expected finalizer or phantom");
        };
    }

    /** The one that there is: the machine gets it when it has this class initialised. */
    private Tracking() {}

    // -----------------------------------------------------------------------------------------------------------------
    // The switches
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setNeverAwaited}.
     *
     * @param mode the mode
     */
    static void setNeverAwaited(NeverAwaited mode) {
        neverAwaited = Objects.requireNonNull(mode, "mode");
        updateIsOn();
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setOriginTracking}.
     *
     * @param depth how many calls
     */
    static void setOriginDepth(int depth) {
        if (depth < 0) {
            throw new IllegalArgumentException("depth must be >= 0, but is " + depth);
        }
        originDepth = depth;
        updateIsOn();
    }

    private static void updateIsOn() {
        tellOfAll(neverAwaited == NeverAwaited.ALWAYS || originDepth > 0 || isTracking || isRecording);
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#originTracking}.
     *
     * @return the depth
     */
    static int originDepth() {
        return originDepth;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setTracking}.
     *
     * @param isTracking true to begin
     */
    static void setTracking(boolean isTracking) {
        Tracking.isTracking = isTracking;
        updateIsOn();
        if (!isTracking) {
            LiveObjects.clear();
        } else if (ModuleLayer.boot().findModule("java.management").isPresent()) {
            Management.register();
        }
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#isTracking}.
     *
     * @return whether it is on
     */
    static boolean isTracking() {
        return isTracking;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setFlightRecording}.
     *
     * @param isRecording true to begin
     */
    static void setRecording(boolean isRecording) {
        boolean isThere = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
        if (isRecording && !isThere) {
            logger().log(System.Logger.Level.WARNING, "there are no flight recorder events without the module jdk.jfr");
        } else if (isRecording) {
            Recorder.begin();
        }
        Tracking.isRecording = isRecording && isThere;
        updateIsOn();
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setCloser}.
     *
     * @param executor the executor, or null
     */
    static void setCloser(@Nullable Executor executor) {
        CLOSER.use(executor);
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setClosing}.
     *
     * @param isOn false to leave forgotten objects alone
     */
    static void setClosing(boolean isOn) {
        isClosing = isOn;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#isClosing}.
     *
     * @return whether it is on
     */
    static boolean isClosing() {
        return isClosing;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setUnraisableHandler}.
     *
     * @param handler the handler, or null
     */
    static void setUnraisableHandler(@Nullable Consumer<? super Unraisable> handler) {
        unraisableHandler = handler;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setNeverAwaitedHandler}.
     *
     * @param handler the handler, or null
     */
    static void setNeverAwaitedHandler(@Nullable Consumer<? super Unawaited> handler) {
        neverAwaitedHandler = handler;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setAsyncGeneratorCloser}.
     *
     * @param handler the handler, or null
     */
    static void setAsyncCloser(@Nullable Consumer<? super Awaitable<Void>> handler) {
        asyncCloser = handler;
    }

    /**
     * See {@link dev.pausa.diagnostics.Diagnostics#setAwaitTraces}.
     *
     * @param isOn false to leave all traces alone
     */
    static void setAwaitTraces(boolean isOn) {
        Traces.setOn(isOn);
    }

    static NeverAwaited neverAwaited() {
        return neverAwaited;
    }

    static boolean isRecording() {
        return isRecording;
    }

    static @Nullable Executor closer() {
        return CLOSER.executor();
    }

    static @Nullable Consumer<? super Unraisable> unraisableHandler() {
        return unraisableHandler;
    }

    static @Nullable Consumer<? super Unawaited> neverAwaitedHandler() {
        return neverAwaitedHandler;
    }

    static @Nullable Consumer<? super Awaitable<Void>> asyncCloser() {
        return asyncCloser;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What the machine tells
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    protected void made(Handle handle) {
        if (originDepth > 0) {
            keepOrigin(handle, originDepth);
        }
        if (neverAwaited == NeverAwaited.ALWAYS) {
            watchUnawaited(handle);
        }
        if (isTracking) {
            LiveObjects.made(handle);
        }
        if (isRecording && Look.ownerOf(handle) == handle) {
            recordFromNowOn(handle);
        }
    }

    private static void recordFromNowOn(Handle handle) {
        long number = Recorder.number();
        if (number != 0) {
            observe(handle, number);
            Recorder.created(handle, number);
        }
    }

    @Override
    protected boolean isSampling() {
        return neverAwaited == NeverAwaited.SAMPLED;
    }

    @Override
    protected @Nullable Drive driving(Handle driven, String with, @Nullable Throwable raised) {
        return isRecording ? Recorder.driving(driven, with, raised) : null;
    }

    @Override
    protected void closed(Subject subject) {
        Recorder.closed(subject);
    }

    @Override
    protected void leaked(Subject subject) {
        if (isRecording) {
            Recorder.leaked(subject);
        }
    }

    @Override
    protected void neverAwaited(Subject subject, String what, List<StackTraceElement> origin) {
        if (isRecording) {
            Recorder.neverAwaited(subject);
        }
        if (neverAwaited != NeverAwaited.OFF) {
            tell(new Unawaited(what, origin));
        }
    }

    /** Something of a driver's was forgotten before it was awaited; told by a thread that must not be held up. */
    static void forgotten(Unawaited report) {
        if (isClosing) {
            CLOSER.add(() -> tellOfDrivers(report));
        }
    }

    private static void tellOfDrivers(Unawaited report) {
        if (isRecording) {
            StackTraceElement place =
                    report.origin().isEmpty() ? null : report.origin().get(0);
            Recorder.neverAwaited(new Subject(0, "operation", report.name(), place));
        }
        if (neverAwaited != NeverAwaited.OFF) {
            tell(report);
        }
    }

    private static void tell(Unawaited report) {
        Consumer<? super Unawaited> handler = neverAwaitedHandler;
        try {
            if (handler != null) {
                handler.accept(report);
            } else {
                logger().log(System.Logger.Level.WARNING, report.message());
            }
        } catch (Throwable thrown) {
            report(new Unraisable("Exception ignored while finalizing coroutine " + report.name(), thrown));
        }
    }

    @Override
    protected void unraisable(String message, Throwable thrown) {
        report(new Unraisable(message, thrown));
    }

    /** See {@link Diagnostics#report}. */
    static void report(Unraisable unraisable) {
        Consumer<? super Unraisable> handler = unraisableHandler;
        if (handler != null) {
            try {
                handler.accept(unraisable);
                return;
            } catch (Throwable failure) {
                logger().log(System.Logger.Level.ERROR, "the unraisable handler failed", failure);
            }
        }
        logger().log(System.Logger.Level.ERROR, unraisable.message(), unraisable.exception());
    }

    @Override
    protected void later(Runnable task) {
        if (isClosing) {
            CLOSER.add(task);
        }
    }

    @Override
    protected void notWatched(Subject subject) {
        String kind = subject.kind();
        String place = subject.place() == null ? "" : " at " + OneLine.of(subject.place());
        logger().log(
                        System.Logger.Level.WARNING,
                        kind + " '" + OneLine.of(subject.name())
                                + "' is not closed if it is forgotten: its body, paused"
                                + place + ", has a variable that leads to the " + kind
                                + " itself, and without finalization"
                                + " it is never seen to be out of reach; close it, or keep it out of its"
                                + " own variables");
    }

    /** See {@link Diagnostics#addDriver}. */
    static synchronized void addDriver(Supplier<? extends @Nullable Driver> ofThisThread) {
        List<Supplier<? extends @Nullable Driver>> more = new ArrayList<>(drivers);
        more.add(ofThisThread);
        drivers = List.copyOf(more);
        askForDrivers();
    }

    @Override
    protected @Nullable Object driver() {
        try {
            List<Supplier<? extends @Nullable Driver>> all = drivers;
            for (int i = 0; i < all.size(); i++) {
                Driver driver = all.get(i).get();
                if (driver != null) {
                    return driver;
                }
            }
        } catch (VirtualMachineError noRoom) { // the drive comes first
            return null;
        } catch (Throwable failure) {
            report(new Unraisable("Exception ignored while asking who drives on this thread", failure));
        }
        return null;
    }

    @Override
    protected void later(@Nullable Object driver, Runnable task) {
        if (isClosing) {
            CLOSER.add(driver instanceof Driver known ? known.closer() : null, task);
        }
    }

    @Override
    protected boolean offer(@Nullable Object driver, Supplier<? extends Awaitable<Void>> closing) {
        Consumer<? super Awaitable<Void>> handler = asyncCloser;
        if (driver == null && handler == null) {
            return false;
        }
        Awaitable<Void> step = closing.get();
        if (driver instanceof Driver known) {
            try {
                known.asyncGeneratorCloser().accept(step);
                return true;
            } catch (RejectedExecutionException hasEnded) {
                // as if it were not there
            }
        }
        if (handler != null) {
            handler.accept(step);
        }
        return handler != null;
    }

    private static System.Logger logger() {
        return System.getLogger("dev.pausa");
    }
}
