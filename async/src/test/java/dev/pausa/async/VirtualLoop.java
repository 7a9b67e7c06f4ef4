package dev.pausa.async;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Body;
import dev.pausa.Coroutine.ResultBody;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A loop of this thread whose time goes on only when nothing is ready: then it jumps to the next timer. */
final class VirtualLoop extends SerialLoop {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Time time;

    private static final class Time implements Timers.Clock {
        private long nanos = 1;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return START.plusNanos(nanos - 1);
        }
    }

    private VirtualLoop(Time time) {
        super(time);
        this.time = time;
    }

    static VirtualLoop make() {
        return new VirtualLoop(new Time());
    }

    static <R extends @Nullable Object> R run(ResultBody<R> main) throws Exception {
        return run(Coroutine.coroutine(main));
    }

    static void run(Body main) throws Exception {
        run(Coroutine.coroutine(main));
    }

    private static <R extends @Nullable Object> R run(Coroutine<R> main) throws Exception {
        VirtualLoop loop = make();
        Task<R> task = loop.start(main);
        loop.runUntilIdle();
        Outcome<R> outcome = task.outcome();
        if (outcome == null) {
            throw new AssertionError("nothing is ready, and no timer is set, but it has not ended: " + task
                    + " waits for " + ((LoopTask<?>) task).waitsFor());
        }
        return outcome.get();
    }

    /** Runs until nothing is ready and no timer is set. */
    void runUntilIdle() {
        do {
            runReady();
        } while (jump());
    }

    /** Runs what is ready, at the time that it is. */
    void runReady() {
        while (turn() || hasMail()) {}
    }

    /** Lets time go on to the next timer. */
    boolean jump() {
        long wait = timers().untilNext();
        if (wait == Long.MAX_VALUE) {
            return false;
        }
        time.nanos += Math.max(0, wait);
        return true;
    }

    /** Lets time go on. */
    void pass(Duration duration) {
        time.nanos += duration.toNanos();
    }

    @Override
    void signal() {}

    /** A test that closes it does so when nobody runs it, and need not wait. */
    @Override
    Duration patience() {
        return Duration.ofMillis(1);
    }

    @Override
    public String toString() {
        return "virtual loop";
    }
}
