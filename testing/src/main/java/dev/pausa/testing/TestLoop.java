package dev.pausa.testing;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Body;
import dev.pausa.Coroutine.ResultBody;
import dev.pausa.async.order.OrderedLoops;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A loop for one run of a test: its time is virtual, and its order of ready tasks follows from a seed, as do its random
 * numbers and ids.
 *
 * <p>{@link #run} runs a body in the order that any loop has; {@link #explore} runs it again and again, each time in
 * another order, until one fails. {@link #with} has the settings of both. In a body, {@link #current} gives the loop. A
 * JUnit test may take one as a parameter: see {@link TestLoopExtension} and {@link Explore}.
 *
 * <p><b>Time</b> begins at 2000-01-01T00:00:00Z. It stands still while any task is ready, and then jumps to the next
 * timer: a test that sleeps for a day takes no time. What a body is to see of it, it gets by {@link
 * dev.pausa.async.Async#now} or the loop's clock.
 *
 * <p><b>What comes from outside</b>, a stage of another library or an operation that does not say otherwise, has no
 * place in virtual time. An await of it fails at once and names it; with {@link TestLoopSetup#allowExternal} the clock
 * stands still instead until it has ended. {@link dev.pausa.async.Async#blocking} runs its code where it stands.
 *
 * <p><b>When nothing can go on</b>, the run ends with a {@link DeadlockException} that shows who waits for what.
 */
public final class TestLoop {
    private static final ThreadLocal<@Nullable TestLoop> HERE = new ThreadLocal<>();

    private final Seed seed;
    private final VirtualSchedule schedule;
    private final Random random;
    private final Random ids;
    private boolean isDriven;

    TestLoop(TestLoopSetup setup, Seed seed, Order order) {
        this.seed = seed;
        this.schedule = new VirtualSchedule(setup, order);
        this.random = seed.random(1);
        this.ids = seed.random(2);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In one line
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Runs a body in virtual time, until it has ended. Then the loop's other root tasks are cancelled and waited for.
     *
     * @param body the body
     * @param <R> what it returns
     * @return its result
     * @throws DeadlockException if nothing can go on
     * @throws Exception what the body throws, as it is
     */
    public static <R extends @Nullable Object> R run(ResultBody<R> body) throws Exception {
        return with().run(body);
    }

    /**
     * Runs a body that returns nothing in virtual time, until it has ended.
     *
     * @param body the body
     * @throws DeadlockException if nothing can go on
     * @throws Exception what the body throws, as it is
     */
    public static void run(Body body) throws Exception {
        with().run(body);
    }

    /**
     * Runs a body again and again, each time in another order of ready tasks, until it fails or has been run so often.
     * What it uses it must make anew in each run.
     *
     * <p>The first run has the order of any loop. Then one half are random walks, which take any of the ready tasks at
     * each operation, and one half give each task a priority that changes at few points (PCT), which finds rare orders
     * in long runs.
     *
     * <p>The system property {@code dev.pausa.seed} has only the run with that seed done; {@code dev.pausa.replay}
     * names a file of decisions, and has these replayed. They hold for all explorations in the JVM, so let it run the
     * one test.
     *
     * @param runs how often
     * @param body the body; it fails by throwing
     * @throws ExplorationError if it failed in a run; it says with which seed, and what order did it
     * @throws DivergenceError if it was replayed, and did not do the same as before
     * @throws InterruptedException if this thread was interrupted
     */
    public static void explore(int runs, Body body) throws InterruptedException {
        with().explore(runs, body);
    }

    /**
     * Returns the settings that all of this begins with, to change them.
     *
     * @return the settings
     */
    public static TestLoopSetup with() {
        return TestLoopSetup.DEFAULT;
    }

    /**
     * Returns the test loop that this thread is running.
     *
     * @return the loop
     * @throws IllegalStateException if it runs none
     */
    public static TestLoop current() {
        TestLoop loop = HERE.get();
        if (loop == null) {
            throw new IllegalStateException(
                    "this thread is not running a test loop: run this in the body of TestLoop.run(...), or take"
                            + " random numbers and ids from outside in the code that is tested");
        }
        return loop;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // By hand
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Runs a coroutine on this loop, once, until it has ended. For tests that got the loop as a parameter.
     *
     * @param main the coroutine; it has not begun
     * @param <R> what it returns
     * @return its result
     * @throws IllegalStateException if this loop has been driven before
     * @throws DeadlockException if nothing can go on
     * @throws Exception what the coroutine throws, as it is
     */
    public <R extends @Nullable Object> R drive(Coroutine<R> main) throws Exception {
        Objects.requireNonNull(main, "main");
        if (isDriven) {
            main.close();
            throw new IllegalStateException(
                    "this test loop has been driven before: one is good for one run; have one body do all of it");
        }
        isDriven = true;
        TestLoop outer = HERE.get();
        HERE.set(this);
        try {
            return OrderedLoops.get().run(schedule, main);
        } finally {
            if (outer == null) {
                HERE.remove();
            } else {
                HERE.set(outer);
            }
        }
    }

    /**
     * Runs a body on this loop, once, until it has ended.
     *
     * @param body the body
     * @param <R> what it returns
     * @return its result
     * @throws Exception as {@link #drive(Coroutine)}
     */
    public <R extends @Nullable Object> R drive(ResultBody<R> body) throws Exception {
        return drive(Coroutine.coroutine(body));
    }

    /**
     * Runs a body that returns nothing on this loop, once, until it has ended.
     *
     * @param body the body
     * @throws Exception as {@link #drive(Coroutine)}
     */
    public void drive(Body body) throws Exception {
        drive(Coroutine.coroutine(body));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What follows from the seed
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the loop's source of random numbers. What it gives follows from the seed, and from how often it was
     * asked.
     *
     * @return the source, always the same
     */
    public Random random() {
        return random;
    }

    /**
     * Returns a new id, which follows from the seed too.
     *
     * @return an id that this loop gives once
     */
    public UUID newId() {
        long high = ids.nextLong() & ~0xf000L | 0x4000L; // version 4
        long low = ids.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L; // the usual variant
        return new UUID(high, low);
    }

    /**
     * Returns the loop's clock, also before and after it is driven.
     *
     * @return the clock
     */
    public InstantSource clock() {
        return schedule::instant;
    }

    /**
     * Returns what the run follows from, as {@code dev.pausa.seed} takes it.
     *
     * @return the seed
     */
    public String seed() {
        return seed.toString();
    }

    List<Decision> decisions() {
        return schedule.decisions();
    }

    List<Event> events() {
        return schedule.events();
    }

    boolean isDriven() {
        return isDriven;
    }
}
