package dev.pausa.testing.model;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.testing.model.ModelChannel.Alternative;
import dev.pausa.testing.model.ModelChannel.FirstOf;
import dev.pausa.testing.model.ModelExceptions.Cancelled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the driver promises, said as plainly as possible: one thing after the other, each question answered by looking
 * everywhere, nothing remembered that can be found out. It runs what it is told to, in the order it is told.
 */
@SuppressWarnings("pausa:catches-exit")
final class Model implements World {
    private final TreeSet<Timer> timers = new TreeSet<>();
    private final Map<String, ModelTask> tasks = new HashMap<>();
    private final Map<Integer, ModelScope> scopes = new HashMap<>();
    private final ModelScope root = new ModelScope(null, null);
    private final List<ModelChannel> channels = IntStream.range(0, CHANNELS)
            .mapToObj(i -> new ModelChannel(World.capacity(i)))
            .toList();
    private final List<ModelPromise> promises =
            IntStream.range(0, PROMISES).mapToObj(i -> new ModelPromise()).toList();
    private ModelTask running;
    private boolean isStopping;
    private int set;
    private long now;

    // -----------------------------------------------------------------------------------------------------------------
    // For who chooses
    // -----------------------------------------------------------------------------------------------------------------

    ModelTask startMain(Coroutine<Object> work) {
        return startIn(root, "main", work);
    }

    /** Returns the names of the tasks that can go on. */
    TreeSet<String> ready() {
        return tasks.values().stream()
                .filter(task -> task.isReady)
                .map(task -> task.name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean hasTimers() {
        return !timers.isEmpty();
    }

    boolean hasTasks() {
        return !root.tasks.isEmpty();
    }

    /** Lets a task go on to its next pause. */
    void run(String name) {
        ModelTask task = tasks.get(name);
        Throwable raised = task.raised;
        task.raised = null;
        task.isReady = false;
        running = task;
        Step<Object> step = raised == null ? task.body.step(null) : task.body.stepRaising(raised);
        running = null;
        if (step instanceof Step.Yielded<?>) {
            ((Pause) step.value()).reached(task);
        }
    }

    /** Lets time pass until something is due, and does all that is due then. */
    void advance() {
        now = timers.first().due();
        while (!timers.isEmpty() && timers.first().due() <= now) {
            timers.pollFirst().action().run();
        }
    }

    /** Cancels what is left when the main task has ended. */
    void stop() {
        if (!isStopping) {
            isStopping = true;
            cancel(root, "SHUTDOWN");
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Time and cancels
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public long now() {
        return now;
    }

    private Timer after(int millis, int rank, Runnable action) {
        Timer timer = new Timer(now + millis, rank, set++, action);
        timers.add(timer);
        return timer;
    }

    /** Sets the limit of a region; what is due is due at once. */
    private void limit(Region region, long due, Runnable action) {
        if (due <= now) {
            action.run();
        } else {
            region.limit = after((int) (due - now), region.depth(), action);
        }
    }

    private void dropLimit(Region region) {
        if (region.limit != null) {
            timers.remove(region.limit);
        }
    }

    private void cancel(Region region, String cause) {
        if (region.cause == null && !region.isLeft) {
            region.cause = cause;
            withdraw();
        }
    }

    /** Ends all waits of tasks that are cancelled. */
    private void withdraw() {
        List<ModelTask> waiting =
                tasks.values().stream().filter(task -> task.waiting != null).toList();
        waiting.forEach(task -> task.waiting.withdraw());
    }

    private void timeIsUp(Region region) {
        region.isTimedOut = region.cause == null;
        cancel(region, "DEADLINE");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operations
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Awaitable<?> checkpoint() {
        return new Operation() {
            @Override
            void begin() {
                complete(null);
            }
        };
    }

    @Override
    public Awaitable<?> sleep(int millis) {
        return millis == 0 ? checkpoint() : new Sleep(millis);
    }

    private final class Sleep extends Operation {
        private final int millis;
        private Timer timer;

        Sleep(int millis) {
            this.millis = millis;
        }

        @Override
        void begin() {
            timer = after(millis, 0, () -> complete(null));
        }

        @Override
        void forget() {
            timers.remove(timer);
        }
    }

    @Override
    public Awaitable<?> send(int channel, int value) {
        return new FirstOf(List.of(new Alternative(channels.get(channel), value, came -> came)));
    }

    @Override
    public Awaitable<?> receive(int channel) {
        return new FirstOf(List.of(new Alternative(channels.get(channel), null, came -> came)));
    }

    @Override
    public Awaitable<?> select(int from, int to, int value, int millis) {
        return new Select(
                List.of(
                        new Alternative(channels.get(from), null, came -> "received " + came),
                        new Alternative(channels.get(to), value, came -> "sent")),
                millis);
    }

    private final class Select extends FirstOf {
        private final int millis;
        private Timer timer;

        Select(List<Alternative> alternatives, int millis) {
            super(alternatives);
            this.millis = millis;
        }

        @Override
        void waits() {
            if (millis == 0) {
                complete("time");
            } else if (millis > 0) {
                timer = after(millis, 0, () -> complete("time"));
            }
        }

        @Override
        void forget() {
            super.forget();
            if (timer != null) {
                timers.remove(timer);
            }
        }
    }

    @Override
    public Object trySend(int channel, int value) {
        return !channels.get(channel).isClosed && channels.get(channel).put(value);
    }

    @Override
    public Object tryReceive(int channel) {
        Integer value = channels.get(channel).take();
        if (value == null && channels.get(channel).isClosed) {
            throw ModelExceptions.closed();
        }
        return value;
    }

    @Override
    public void close(int channel) {
        channels.get(channel).close();
    }

    @Override
    public Awaitable<?> awaitPromise(int promise) {
        return promises.get(promise).operation();
    }

    @Override
    public Object complete(int promise, int value) {
        return promises.get(promise).set(value, null);
    }

    @Override
    public Object fail(int promise, Throwable failure) {
        return promises.get(promise).set(null, failure);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Regions
    // -----------------------------------------------------------------------------------------------------------------

    private static <R extends Region> R enter(ModelTask task, R region) {
        task.regions.add(region);
        return region;
    }

    private void leave(ModelTask task, Region region) {
        dropLimit(region);
        region.isLeft = true;
        task.regions.remove(region);
    }

    @Override
    public Awaitable<?> timeout(int millis, Coroutine<Object> work) {
        return limited(millis, work, false);
    }

    @Override
    public Awaitable<?> timeoutOr(int millis, Coroutine<Object> work) {
        return limited(millis, work, true);
    }

    private Coroutine<Object> limited(int millis, Coroutine<Object> work, boolean hasOtherwise) {
        return coroutine(() -> {
            ModelTask task = running;
            Region region = enter(task, new Region(task.innermost()));
            limit(region, now + millis, () -> timeIsUp(region));
            await(new Pause.Turn());
            Object value = null;
            Throwable thrown = null;
            try {
                value = await(work);
            } catch (Throwable byWork) {
                thrown = byWork;
            }
            await(new Pause.Turn());
            boolean isMine = thrown instanceof Cancelled && region.takesCancel();
            leave(task, region);
            await(new Pause.Turn());
            if (isMine && hasOtherwise) {
                return "otherwise";
            } else if (isMine) {
                throw new ModelExceptions.Other("timeout");
            } else if (thrown != null) {
                throw ModelExceptions.raise(thrown);
            }
            return value;
        });
    }

    @Override
    public Awaitable<?> shield(int millis, Coroutine<Object> work) {
        return coroutine(() -> {
            ModelTask task = running;
            Region region = enter(task, new Region(task.innermost()));
            shield(region, now + millis);
            await(new Pause.Turn());
            Object value = null;
            Throwable thrown = null;
            try {
                value = await(work);
            } catch (Throwable byWork) {
                thrown = byWork;
            }
            await(new Pause.Turn());
            leave(task, region);
            await(new Pause.Turn());
            if (thrown != null) {
                throw ModelExceptions.raise(thrown);
            }
            return value;
        });
    }

    /** Shields until a time, or until the first of the shields around ends. */
    private void shield(Region region, long until) {
        long due = until;
        for (Region around = region.around; around != null; around = around.around) {
            if (around.isShielding) {
                due = Math.min(due, around.limit.due());
            }
        }
        region.isShielding = true;
        limit(region, due, () -> {
            region.isShielding = false;
            withdraw();
        });
    }

    @Override
    public Awaitable<?> scope(int id, Told told, Supplier<Coroutine<Object>> block) {
        return coroutine(() -> {
            ModelTask task = running;
            ModelScope scope = enter(task, new ModelScope(task, told));
            await(new Pause.Turn());
            scopes.put(id, scope);
            Throwable thrown = null;
            try {
                await(block.get());
            } catch (Throwable byBlock) {
                thrown = byBlock;
            }
            blockEnded(scope, thrown);
            do {
                await(new Pause.Join(scope));
            } while (!scope.tasks.isEmpty());
            Throwable outcome = outcome(scope, thrown);
            leave(task, scope);
            await(new Pause.Turn());
            if (outcome != null) {
                throw ModelExceptions.raise(outcome);
            }
            return null;
        });
    }

    private void blockEnded(ModelScope scope, Throwable thrown) {
        scope.isBlockOver = true;
        if (thrown instanceof Cancelled) {
            if (scope.reason() == null) {
                cancel(scope, "SIBLING_FAILED");
            }
        } else if (thrown != null) {
            scope.addOfBlock(thrown);
            cancel(scope, "SIBLING_FAILED");
        }
    }

    /** Returns what comes out of a scope; null for nothing. */
    private static Throwable outcome(ModelScope scope, Throwable thrown) {
        if (scope.failure != null) {
            return scope.failure;
        } else if (thrown instanceof Cancelled && scope.takesCancel()) {
            return scope.isTimedOut ? new ModelExceptions.Other("timeout") : null;
        }
        return thrown;
    }

    @Override
    public void cancelScope(int scope) {
        if (scopes.get(scope) != null) {
            cancel(scopes.get(scope), "EXPLICIT scope " + scope);
        }
    }

    @Override
    public void setDeadline(int scope, int millis) {
        ModelScope region = scopes.get(scope);
        if (region != null && !region.isTimedOut && !region.isLeft) {
            dropLimit(region);
            limit(region, now + millis, () -> timeIsUp(region));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Tasks
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void start(int scope, String name, Coroutine<Object> work) {
        ModelScope home = scope < 0 ? root : scopes.get(scope);
        if (home == null) {
            work.close();
        } else if (home.isLeft || home == root && isStopping) {
            work.close();
            throw ModelExceptions.misuse();
        } else {
            startIn(home, name, work);
        }
    }

    private ModelTask startIn(ModelScope home, String name, Coroutine<Object> work) {
        ModelTask task = new ModelTask(name, home);
        home.tasks.add(task);
        tasks.put(name, task);
        task.makeReady();
        task.body = coroutine(() -> {
            try {
                task.value = await(work);
            } catch (Throwable thrown) {
                task.failure = thrown;
            }
            await(new Pause.Turn());
            ended(task);
            return null;
        });
        return task;
    }

    private void ended(ModelTask task) {
        boolean isCancel = task.failure instanceof Cancelled;
        task.isCancelled = isCancel && task.own().reason() != null;
        if (task.isCancelled) {
            task.failure = null;
        } else if (isCancel) {
            task.failure = ModelExceptions.misuse();
        }
        task.own().isLeft = true;
        task.isDone = true;
        task.home.tasks.remove(task);
        List.copyOf(task.awaiting).forEach(each -> each.complete(null));
        if (task.failure != null) {
            failed(task.home, task);
        }
        ModelTask owner = task.home.owner;
        if (owner != null && owner.joining == task.home && task.home.tasks.isEmpty()) {
            owner.makeReady();
        }
    }

    private void failed(ModelScope home, ModelTask task) {
        if (home.told != null) {
            home.told.failed(task.name, task.failure);
        } else if (home != root) {
            home.add(task.failure);
            cancel(home, "SIBLING_FAILED");
        }
    }

    @Override
    public void cancelTask(String name) {
        if (tasks.get(name) != null) {
            cancel(tasks.get(name).own(), "EXPLICIT " + name);
        }
    }

    @Override
    public Awaitable<?> awaitTask(String name) {
        ModelTask task = tasks.get(name);
        return task == null
                ? coroutine(() -> "none")
                : coroutine(() -> {
                    await(new End(task));
                    if (task.failure != null) {
                        throw ModelExceptions.raise(task.failure);
                    } else if (task.isCancelled) {
                        throw new ModelExceptions.Other("task cancelled");
                    }
                    return task.value;
                });
    }

    @Override
    public Awaitable<?> awaitEnd(String name) {
        ModelTask task = tasks.get(name);
        return task == null
                ? coroutine(() -> "none")
                : coroutine(() -> {
                    await(new End(task));
                    if (task.failure != null) {
                        return "failed with " + Texts.of(this, task.failure);
                    }
                    return task.isCancelled ? "was cancelled" : "succeeded with " + task.value;
                });
    }

    private static final class End extends Operation {
        private final ModelTask awaited;

        End(ModelTask awaited) {
            this.awaited = awaited;
        }

        @Override
        void begin() {
            if (awaited.isDone) {
                complete(null);
            } else if (task.isIn(awaited)) {
                fail(ModelExceptions.misuse());
            } else {
                awaited.awaiting.add(this);
            }
        }

        @Override
        void forget() {
            awaited.awaiting.remove(this);
        }
    }

    @Override
    public String kind(Throwable thrown) {
        return ModelExceptions.isOne(thrown) ? thrown.getMessage() : null;
    }
}
