package dev.pausa.testing.model;

import dev.pausa.async.order.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chooses the order of a run on the driver, and takes it down. */
final class Recorder implements Schedule {
    private static final long MILLI = 1_000_000;

    /**
     * What the loop did next.
     *
     * @param ready the names of what was ready
     * @param chosen the name of what ran; null if time went on instead
     * @param now the time after that, in milliseconds
     */
    record Decision(TreeSet<String> ready, @Nullable String chosen, long now) {
        @Override
        public String toString() {
            return ready + " -> " + (chosen == null ? "time is " + now : chosen);
        }
    }

    /** Thrown out of a run that goes nowhere. */
    static final class Deadlock extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final List<Decision> decisions = new ArrayList<>();
    private final IntUnaryOperator chooser;
    private long nanos = 1;
    boolean isDeadlock;

    /** What is done before a run that goes nowhere is ended. */
    Runnable atDeadlock = () -> {};

    /** Takes what chooses from so many alternatives. The last one is that time passes. */
    Recorder(IntUnaryOperator chooser) {
        this.chooser = chooser;
    }

    long millis() {
        return nanos / MILLI;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public int pick(List<String> ready, long untilTimer) {
        boolean canStall = untilTimer <= MILLI; // the loop may be late for a timer by this much
        int picked = chooser.applyAsInt(ready.size() + (canStall ? 1 : 0));
        if (picked == ready.size()) {
            nanos += Math.max(0, untilTimer);
            decisions.add(new Decision(new TreeSet<>(ready), null, millis()));
            return TIMERS;
        }
        decisions.add(new Decision(new TreeSet<>(ready), ready.get(picked), millis()));
        return picked;
    }

    @Override
    public void jump(long untilTimer) {
        nanos += Math.max(0, untilTimer);
        decisions.add(new Decision(new TreeSet<>(), null, millis()));
    }

    @Override
    public void givingWay(String task) {}

    @Override
    public void waiting(String task, String operation) {}

    @Override
    public void ended(String task, @Nullable String failure) {}

    @Override
    public void external(String task, String operation) {
        throw new AssertionError(operation);
    }

    @Override
    public RuntimeException deadlock(String graph) {
        isDeadlock = true;
        atDeadlock.run();
        return new Deadlock();
    }
}
