package dev.pausa.testing;

import dev.pausa.Coroutine.Body;
import dev.pausa.Coroutine.ResultBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link TestLoop}: {@code TestLoop.with().seed(5).allowExternal().run(body)}. Each method returns
 * other settings.
 */
public final class TestLoopSetup {
    static final TestLoopSetup DEFAULT = new TestLoopSetup(null, false, false, 0, 1_000_000);

    private final @Nullable Long seed;
    private final boolean isExternalAllowed;
    private final boolean isTwice;
    private final long stallNanos;
    private final long limit;

    private TestLoopSetup(
            @Nullable Long seed, boolean isExternalAllowed, boolean isTwice, long stallNanos, long limit) {
        this.seed = seed;
        this.isExternalAllowed = isExternalAllowed;
        this.isTwice = isTwice;
        this.stallNanos = stallNanos;
        this.limit = limit;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Settings
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Sets the seed. A single run then has an order that follows from it, not that of any loop; an exploration begins
     * with it.
     *
     * @param number any number
     * @return settings with it
     */
    public TestLoopSetup seed(long number) {
        return new TestLoopSetup(number, isExternalAllowed, isTwice, stallNanos, limit);
    }

    /**
     * Lets tasks await what ends outside of the loop. The clock stands still meanwhile, and what happens does not
     * follow from the seed alone any more.
     *
     * @return settings with that
     */
    public TestLoopSetup allowExternal() {
        return new TestLoopSetup(seed, true, isTwice, stallNanos, limit);
    }

    /**
     * Has each run done twice, to see that the same happens. That finds what no replay could show again.
     *
     * @return settings with that
     */
    public TestLoopSetup twice() {
        return new TestLoopSetup(seed, isExternalAllowed, true, stallNanos, limit);
    }

    /**
     * Lets time pass although tasks are ready, as on a machine that is busy or whose collector runs: a timer that is
     * due soon may come before a task that is ready. So are found the races between a deadline and what it guards. At
     * first it is zero.
     *
     * @param longest how much time passes so at most before all that is ready has run
     * @return settings with it
     * @throws NullPointerException if {@code longest} is null
     * @throws IllegalArgumentException if {@code longest} is negative
     * @throws ArithmeticException if {@code longest} is more than 292 years
     */
    public TestLoopSetup stalls(Duration longest) {
        if (Objects.requireNonNull(longest, "longest").isNegative()) {
            throw new IllegalArgumentException("longest must not be negative: " + longest);
        }
        return new TestLoopSetup(seed, isExternalAllowed, isTwice, longest.toNanos(), limit);
    }

    /**
     * Sets after how many resumes a run that has not ended fails. At first it is a million.
     *
     * @param resumes how many
     * @return settings with it
     * @throws IllegalArgumentException if {@code resumes} is less than 1
     */
    public TestLoopSetup limit(long resumes) {
        if (resumes < 1) {
            throw new IllegalArgumentException("resumes must be at least 1: " + resumes);
        }
        return new TestLoopSetup(seed, isExternalAllowed, isTwice, stallNanos, resumes);
    }

    boolean isExternalAllowed() {
        return isExternalAllowed;
    }

    boolean isTwice() {
        return isTwice;
    }

    long stallNanos() {
        return stallNanos;
    }

    long limit() {
        return limit;
    }

    /** Returns the number that an exploration begins with. */
    long number() {
        return seed == null ? 0 : seed;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Runs
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Runs a body, as {@link TestLoop#run(ResultBody)}.
     *
     * @param body the body
     * @param <R> what it returns
     * @return its result
     * @throws DivergenceError if it is run {@link #twice}, and did not do the same
     * @throws DeadlockException if nothing can go on
     * @throws Exception what the body throws, as it is
     */
    public <R extends @Nullable Object> R run(ResultBody<R> body) throws Exception {
        Objects.requireNonNull(body, "body");
        List<R> result = new ArrayList<>(2);
        Trial trial = Trial.checked(this, single(), loop -> result.add(loop.drive(body)));
        trial.throwFailure();
        return result.get(0);
    }

    /**
     * Runs a body that returns nothing, as {@link TestLoop#run(Body)}.
     *
     * @param body the body
     * @throws DivergenceError if it is run {@link #twice}, and did not do the same
     * @throws DeadlockException if nothing can go on
     * @throws Exception what the body throws, as it is
     */
    public void run(Body body) throws Exception {
        Objects.requireNonNull(body, "body");
        Trial.checked(this, single(), loop -> loop.drive(body)).throwFailure();
    }

    private Seed single() {
        return seed == null ? Seed.fifo(0) : Seed.walk(seed);
    }

    /**
     * Runs a body in many orders, as {@link TestLoop#explore}.
     *
     * @param runs how often
     * @param body the body; it fails by throwing
     * @throws ExplorationError if it failed in a run
     * @throws DivergenceError if a run that was repeated did not do the same
     * @throws InterruptedException if this thread was interrupted
     * @throws IllegalArgumentException if {@code runs} is less than 1
     */
    public void explore(int runs, Body body) throws InterruptedException {
        Objects.requireNonNull(body, "body");
        explore(runs, nameOf(body), loop -> loop.drive(body));
    }

    void explore(int runs, String name, RunBody body) throws InterruptedException {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1: " + runs);
        }
        new Exploration(this, name, body).explore(runs);
    }

    /** Returns the class that a lambda is written in, for the names of files. */
    private static String nameOf(Body body) {
        String name = body.getClass().getName();
        int lambda = name.indexOf("$$");
        String outer = lambda < 0 ? name : name.substring(0, lambda);
        return outer.substring(outer.lastIndexOf('.') + 1);
    }
}
