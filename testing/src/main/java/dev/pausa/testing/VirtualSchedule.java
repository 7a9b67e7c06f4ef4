package dev.pausa.testing;

import dev.pausa.async.order.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schedule of one run: its time, its order, and the record of both. */
final class VirtualSchedule implements Schedule {
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

    private final TestLoopSetup setup;
    private final Order order;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private long nanos;

    /** When nothing was ready for the last time. */
    private long idle;

    VirtualSchedule(TestLoopSetup setup, Order order) {
        this.setup = setup;
        this.order = order;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Event> events() {
        return events;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Time
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public void jump(long untilTimer) {
        pass(untilTimer);
        idle = nanos;
    }

    private void pass(long untilTimer) {
        nanos = Math.addExact(nanos, Math.max(0, untilTimer));
        events.add(new Event("at", instant().toString(), null));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Order
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public int pick(List<String> ready, long untilTimer) {
        if (decisions.size() == setup.limit()) {
            throw new IllegalStateException(
                    "the run has not ended after " + setup.limit() + " resumes, so it may never end; ready are " + ready
                            + ". If it is only long, set TestLoop.with().limit(...)");
        }
        List<String> alternatives = ready;
        if (mayStall(untilTimer)) {
            alternatives = new ArrayList<>(ready);
            alternatives.add(Order.TIME);
        }
        int chosen = order.choose(alternatives);
        String name = alternatives.get(chosen);
        decisions.add(new Decision(chosen, alternatives.size(), name, alternatives.get(0)));
        if (chosen == ready.size()) {
            pass(untilTimer);
            return TIMERS;
        }
        events.add(new Event("resume", name, null));
        return chosen;
    }

    private boolean mayStall(long untilTimer) {
        return untilTimer <= setup.stallNanos() - (nanos - idle);
    }

    @Override
    public void givingWay(String task) {
        order.givingWay(task);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What tasks do
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void waiting(String task, String operation) {
        events.add(new Event("wait", task, operation));
    }

    @Override
    public void ended(String task, @Nullable String failure) {
        events.add(new Event("end", task, failure));
    }

    @Override
    public void external(String task, String operation) {
        if (!setup.isExternalAllowed()) {
            throw new IllegalStateException("task '" + task + "' awaits '" + operation
                    + "', which something outside of the test loop ends: virtual time cannot wait for that. Put a"
                    + " Promise or a Channel that a task completes in its place, have the operation say that it is not"
                    + " external (Operation.isExternal), or let the clock stand still meanwhile, with"
                    + " TestLoop.with().allowExternal()");
        }
    }

    @Override
    public RuntimeException deadlock(String graph) {
        return new DeadlockException(graph);
    }
}
