package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Driver;
import dev.pausa.diagnostics.TaskRecording;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What all loops are: a queue of what is ready, a heap of timers, and turns that work them off. Who runs the turns is
 * left to subclasses.
 *
 * <p>{@link #turn} is called by one thread at a time, each of which sees what the one before did. Other threads reach a
 * loop through {@link #inbox} alone.
 */
abstract class SerialLoop implements Loop {
    /** How many resumes a turn has. */
    static final int TURN = 64;

    /** The beginning of the names of the library's classes. */
    private static final String LIBRARY = packageAbove(SerialLoop.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The loop whose turn this thread is in. */
    private static final ThreadLocal<@Nullable SerialLoop> HERE = new ThreadLocal<>();

    private final InstantSource clock;
    private final Timers timers;
    private final RootScope root;

    /** What is ready, in the order in which it became so. Confined to the loop. */
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();

    /** What other threads want done. */
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Who is in a turn; null between turns. */
    private volatile @Nullable Thread runner;

    private volatile boolean isStopping;

    /** Whether the thread that took the turns has gone. */
    private volatile boolean isLeft;

    /** How what it drove is closed when that is forgotten. */
    private final Driver driver = new Driver(this, this::closeForgotten);

    private final ForgottenClosing forgotten = new ForgottenClosing();

    private @Nullable LoopTask<?> runningTask;

    /** How many resumes and operations the running task has left in a row; 0 if none runs. Confined to the loop. */
    private int row;

    /** Who tells the flight recorder; null until somebody wants to know. Confined to the loop. */
    private @Nullable TaskRecording recording;

    private static final VarHandle RESUMES;

    static {
        try {
            RESUMES = MethodHandles.lookup().findVarHandle(SerialLoop.class, "resumes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Counts the resumes, for the watchdog; odd while one runs. Written by the loop with release, which reads it
     * plainly, and read by the watchdog with acquire: what that sees may be old, but it compares what it sees at
     * intervals of many milliseconds.
     */
    private long resumes;

    SerialLoop(Timers.Clock time) {
        this.clock = time::instant;
        this.timers = new Timers(time);
        this.root = new RootScope(this);
    }

    /** Where time is spent that is not the task's. */
    private static final String WEAVER = LIBRARY + "weaver.";

    private static String packageAbove(Class<?> type) {
        String name = type.getPackageName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** The time of the machine. */
    static final class MachineClock implements Timers.Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Where one is
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the loop that this thread is in a turn of, or null. */
    static @Nullable SerialLoop ofThisThread() {
        return HERE.get();
    }

    static SerialLoop running() {
        SerialLoop loop = HERE.get();
        if (loop == null) {
            throw new IllegalStateException(
                    "this thread is not running a loop: run this inside of Loop.run(...), or in a task that a"
                            + " loop has started");
        }
        return loop;
    }

    /** Returns the task that runs on this thread, or null. */
    static @Nullable LoopTask<?> runningTask() {
        SerialLoop loop = HERE.get();
        return loop == null ? null : loop.runningTask;
    }

    static {
        Diagnostics.addDriver(SerialLoop::driverOfThisThread);
    }

    private static @Nullable Driver driverOfThisThread() {
        SerialLoop loop = HERE.get();
        return loop != null && loop.closesForgotten() ? loop.driver : null;
    }

    /** Refuses an operation or a region that is awaited where no loop is. */
    static void requireAny(Object awaited) {
        if (HERE.get() == null) {
            throw new IllegalStateException(
                    "'" + awaited + "' is awaited outside of a loop: only a dev.pausa.async.Loop can wait for it;"
                            + " run the coroutine with Loop.run(...), or start it on a loop");
        }
    }

    /** Returns who is in a turn of it; null between turns. Any thread may ask. */
    final @Nullable Thread runner() {
        return runner;
    }

    final boolean isCurrent() {
        return runner == Thread.currentThread();
    }

    final void requireCurrent(String operation) {
        if (!isCurrent()) {
            throw new IllegalStateException(operation + " outside of its loop, on thread '"
                    + Thread.currentThread().getName()
                    + "': it belongs to the loop; call it in a task there, or hand it over with"
                    + " Loop.execute");
        }
    }

    final Timers timers() {
        return timers;
    }

    final void setRunningTask(@Nullable LoopTask<?> task) {
        runningTask = task;
        row = task == null ? 0 : share();
        RESUMES.setRelease(this, resumes + 1);
    }

    /** Takes one from the row of the running task. Returns whether there is more. */
    final boolean takeFromRow() {
        return --row > 0;
    }

    /**
     * Returns the task that awaits something on this thread, if it may go on at once when that is there: it is not
     * cancelled, and others need not have their turn first. Then there is no pause, and no way to the loop and back.
     */
    static @Nullable LoopTask<?> passingTask() {
        SerialLoop loop = HERE.get();
        return loop != null
                        && loop.row > 1
                        && Objects.requireNonNull(loop.runningTask).mayPass()
                ? loop.runningTask
                : null;
    }

    /** Drives work that is not the running task's, on this thread: what that awaits must come to its driver. */
    static void forNobody(Runnable drive) {
        SerialLoop loop = HERE.get();
        if (loop == null) {
            drive.run();
            return;
        }
        int left = loop.row;
        loop.row = 0;
        try {
            drive.run();
        } finally {
            loop.row = left;
        }
    }

    /** Returns who tells the flight recorder; null if nobody ever wanted to know. Only on the loop. */
    final @Nullable TaskRecording recording() {
        if (recording == null && Diagnostics.isFlightRecording()) {
            recording = new TaskRecording(Reports.nameOf(this));
        }
        return recording;
    }

    /** Returns the number of the resume that runs now; 0 if none does. Any thread may ask. */
    long currentResume() {
        long now = (long) RESUMES.getAcquire(this);
        return (now & 1) == 0 ? 0 : now;
    }

    /**
     * Returns what the watchdog says of a resume; null if that one has ended, or is in the library's own code, as when
     * a body is woven.
     */
    final @Nullable String busy(long resume, Duration limit) {
        Thread busy = runner;
        LoopTask<?> task = runningTask;
        if (busy == null || task == null) {
            return null;
        }
        List<StackTraceElement> stack = usersPart(busy.getStackTrace());
        if ((long) RESUMES.getAcquire(this) != resume || stack.isEmpty()) {
            return null;
        }
        StringBuilder text =
                new StringBuilder("task '" + task.name() + "' has kept its loop busy for more than " + limit.toMillis()
                        + " ms " + placeOf(stack)
                        + ", and no other task can run meanwhile: await what takes time, or move it to"
                        + " blocking(...). Thread '"
                        + busy.getName() + "':");
        stack.forEach(element -> text.append("\n    at ").append(element));
        return text.toString();
    }

    /** Names the call that it is in, if that is one of the JDK's, and the user's code that made it. */
    private static String placeOf(List<StackTraceElement> stack) {
        int user = 0;
        while (user < stack.size() - 1 && isOfJdk(stack.get(user))) {
            user++;
        }
        if (user == 0) {
            return "at " + inSource(stack.get(0));
        }
        StackTraceElement call = stack.get(user - 1);
        return "in " + call.getClassName() + "." + call.getMethodName() + ", called at " + inSource(stack.get(user));
    }

    /** Without module and class loader. */
    private static StackTraceElement inSource(StackTraceElement place) {
        return new StackTraceElement(
                place.getClassName(), place.getMethodName(), place.getFileName(), place.getLineNumber());
    }

    private static boolean isOfJdk(StackTraceElement element) {
        return element.getModuleName() != null && element.getModuleName().startsWith("java.");
    }

    /** Returns a stack without the loop's part; nothing if the library is at its top, or weaves. */
    private static List<StackTraceElement> usersPart(StackTraceElement[] stack) {
        List<StackTraceElement> part = new ArrayList<>();
        boolean isUsers = false;
        for (StackTraceElement element : stack) {
            String type = element.getClassName();
            if (type.equals(Region.class.getName())) {
                break;
            }
            if (type.startsWith(WEAVER) || type.startsWith(LIBRARY) && !isUsers) {
                return List.of();
            }
            isUsers |= !isOfJdk(element);
            part.add(element);
        }
        return part;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What subclasses define
    // -----------------------------------------------------------------------------------------------------------------

    /** Told that there is something in the inbox; by any thread but the loop's. */
    abstract void signal();

    /** Returns how many resumes a task has in a row. */
    int share() {
        return 64;
    }

    /** Told that a task is about to wait for something. What this throws is raised at the await. */
    void beginning(LoopTask<?> task, Wait<?> wait) {}

    /** Told that a task goes to the back because it wants to. */
    void givingWay(LoopTask<?> task) {}

    /** Whether what it drove is closed on it when the collector finds it. */
    boolean closesForgotten() {
        return true;
    }

    /** Whether blocking code runs where it is awaited, since no other thread may have a part in what happens. */
    boolean runsBlockingInline() {
        return false;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Turns
    // -----------------------------------------------------------------------------------------------------------------

    /** Does what is ready, up to {@link #TURN} pieces of it. Returns whether there is more. */
    final boolean turn() {
        SerialLoop outer = HERE.get();
        runner = Thread.currentThread();
        HERE.set(this);
        try {
            takeInbox();
            timers.readClock();
            timers.expire();
            return runPart();
        } catch (Throwable byMachinery) {
            die(byMachinery);
            return false;
        } finally {
            HERE.set(outer); // null too: a removal would cost an entry for each turn, and null holds nothing
            runner = null;
        }
    }

    /** Runs what is ready. Returns whether there is more. */
    boolean runPart() {
        for (int left = TURN; left > 0 && !ready.isEmpty(); left--) {
            ready.poll().run();
            takeInbox();
        }
        return !ready.isEmpty();
    }

    final @Nullable Runnable pollReady() {
        return ready.poll();
    }

    private void takeInbox() {
        for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
            next.run();
        }
    }

    final boolean hasMail() {
        return !inbox.isEmpty();
    }

    /** Puts something at the back of what is ready. Only on the loop. */
    final void enqueue(Runnable what) {
        ready.add(what);
    }

    /** Has something done on the loop: at once if this is the loop, and before all that is ready otherwise. */
    final void whenOnLoop(Runnable action) {
        if (isCurrent()) {
            action.run();
        } else {
            post(action);
        }
    }

    private void post(Runnable action) {
        inbox.add(action);
        if (isLeft) {
            takeLate();
        } else {
            signal();
        }
    }

    /** Says that nobody will take turns any more, after the end: who comes late takes one for what they post. */
    final void leave() {
        isLeft = true;
        takeLate();
    }

    private void takeLate() {
        synchronized (inbox) {
            turn();
        }
    }

    /** A fault of the loop itself: nobody may hang for that. */
    private void die(Throwable fault) {
        Reports.failure("a loop has failed and ends: " + this, fault);
        isStopping = true;
        ended.completeExceptionally(fault);
        root.forEachTask(LoopTask::closeHard);
        ready.clear();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For everybody
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public final <R extends @Nullable Object> Task<R> start(Awaitable<? extends R> work) {
        return startRoot(null, Objects.requireNonNull(work, "work"));
    }

    @Override
    public final <R extends @Nullable Object> Task<R> start(String name, Awaitable<? extends R> work) {
        return startRoot(Objects.requireNonNull(name, "name"), Objects.requireNonNull(work, "work"));
    }

    private <R extends @Nullable Object> LoopTask<R> startRoot(@Nullable String name, Awaitable<? extends R> work) {
        if (isStopping) {
            Unbegun.refuse(work);
            throw new IllegalStateException("start on a loop that is closed, " + this
                    + ": it takes tasks until it is stopped; start them before that, or make a new loop");
        }
        LoopTask<R> task = new LoopTask<>(this, root, name, work);
        whenOnLoop(() -> admit(task));
        return task;
    }

    /** A task that was accepted begins, also when the loop is stopped by now; but not when that has ended meanwhile. */
    private void admit(LoopTask<?> task) {
        if (ended.isDone()) {
            task.refuse();
        } else {
            root.take(task);
            task.begin();
        }
    }

    @Override
    public final void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        if (isStopping) {
            throw new RejectedExecutionException(
                    "execute on a loop that is closed, " + this + ": it takes commands until it is stopped");
        }
        whenOnLoop(() -> enqueue(() -> runReported(command)));
    }

    private void closeForgotten(Awaitable<Void> aclose) {
        if (isStopping) {
            throw new RejectedExecutionException("a forgotten generator of a loop that is closed, " + this);
        }
        start("closing a forgotten generator", forgotten.close(aclose));
    }

    private static void runReported(Runnable command) {
        try {
            command.run();
        } catch (Throwable thrown) {
            Reports.failure("a command that a loop executed failed", thrown);
        }
    }

    @Override
    public final InstantSource clock() {
        return clock;
    }

    @Override
    public final CompletionStage<Void> stop(String why) {
        Cause cause = new Cause(Cancellation.Kind.SHUTDOWN, Objects.requireNonNull(why, "why"));
        whenOnLoop(() -> {
            isStopping = true;
            root.cancel(cause);
            root.endIfEmpty();
        });
        return ended.minimalCompletionStage();
    }

    /** Told by the root scope that the loop is stopping and has no task any more. */
    final void allEnded() {
        ended.complete(Typed.nothing());
    }

    final boolean isStopping() {
        return isStopping;
    }

    final boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public void close() {
        if (isCurrent()) {
            throw new IllegalStateException("close of a loop on its own thread, which would wait for itself:"
                    + " await(loop.stop(\"…\")) there instead");
        }
        stop("the loop is closed");
        try {
            if (!hasEndedSoon()) {
                closeHard();
                if (!hasEndedSoon()) {
                    Reports.failure("a loop cannot be closed, since a task does not give it back", whereItStands());
                }
            }
        } catch (InterruptedException e) {
            closeHard();
            Thread.currentThread().interrupt();
        }
        root.reportUnobserved();
    }

    private IllegalStateException whereItStands() {
        LoopTask<?> task = runningTask;
        Thread thread = runner;
        IllegalStateException where = new IllegalStateException(this + " is in task "
                + (task == null ? "that has ended meanwhile" : "'" + task.name() + "'")
                + "; await what takes time, or move it to blocking(...)");
        where.setStackTrace(thread == null ? new StackTraceElement[0] : thread.getStackTrace());
        return where;
    }

    /** Closes all tasks, without waiting for anything. */
    final void closeHard() {
        whenOnLoop(() -> root.forEachTask(LoopTask::closeHard));
    }

    final RootScope root() {
        return root;
    }

    private boolean hasEndedSoon() throws InterruptedException {
        try {
            ended.get(patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException reported) {
            return true;
        } catch (TimeoutException late) {
            return false;
        }
        return true;
    }

    /** How long a close waits for the tasks to end, and then again for the loop to be given back. */
    Duration patience() {
        return PATIENCE;
    }
}
