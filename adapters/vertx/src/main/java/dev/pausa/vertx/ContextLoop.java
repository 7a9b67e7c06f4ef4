package dev.pausa.vertx;

import dev.pausa.async.Loop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a context, and the executor that runs it. As a rule a turn of the loop is an event of the context;
 * {@link #atOnce} makes it a part of the event that gives the loop something to do.
 */
final class ContextLoop implements Executor, Handler<Void> {
    static {
        Carriers.register();
    }

    private final ContextInternal context;
    private final Loop loop;

    /** The turn that the loop has asked for; null if it has asked for none, or somebody runs it. */
    private final AtomicReference<@Nullable Runnable> asked = new AtomicReference<>();

    /** Whether {@link #atOnce} will see to what the loop asks for. Used on the context's thread alone. */
    private boolean isAtOnce;

    private ContextLoop(ContextInternal context) {
        this.context = context;
        this.loop = Loop.on(this);
        context.addCloseHook(closed -> stop().onComplete(closed));
    }

    /** Returns the one of a context, which its duplicates share. */
    static ContextLoop of(Context context) {
        ContextInternal own = ((ContextInternal) context).unwrap();
        return (ContextLoop) own.contextData().computeIfAbsent(ContextLoop.class, key -> new ContextLoop(own));
    }

    /** Returns the one whose loop this thread is running; null if it is running another loop. */
    static @Nullable ContextLoop running() {
        ContextInternal here = ContextInternal.current();
        Object found = here == null ? null : here.contextData().get(ContextLoop.class);
        return found instanceof ContextLoop own && own.loop == Loop.current() ? own : null;
    }

    Loop loop() {
        return loop;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Turns
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void execute(Runnable turn) {
        asked.set(turn);
        if (!context.inThread() || !isAtOnce) {
            context.runOnContext(this);
        }
    }

    /** Runs the turn that was asked for, as an event of the context; it may have run meanwhile. */
    @Override
    public void handle(Void event) {
        takeTurn();
    }

    private boolean takeTurn() {
        Runnable turn = asked.getAndSet(null);
        if (turn != null) {
            turn.run();
        }
        return turn != null;
    }

    /**
     * Does something that makes a task ready, and has the loop get as far as that task before this returns, if this is
     * the context's thread. In a turn of the loop, or on another thread, it is only done.
     *
     * @param hasGoneOn whether the task has been resumed
     */
    void atOnce(Runnable action, BooleanSupplier hasGoneOn) {
        if (!context.inThread() || isAtOnce) {
            action.run();
            return;
        }
        ContextInternal before = context.beginDispatch();
        isAtOnce = true;
        try {
            action.run();
            while (!hasGoneOn.getAsBoolean() && takeTurn()) {}
        } finally {
            isAtOnce = false;
            context.endDispatch(before);
            if (asked.get() != null) {
                context.runOnContext(this);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The end
    // -----------------------------------------------------------------------------------------------------------------

    /** Cancels all tasks, and waits for them. */
    Future<Void> stop() {
        return Future.fromCompletionStage(loop.stop("the verticle is undeployed, or Vert.x is closed"));
    }

    @Override
    public String toString() {
        return "Vert.x context " + context;
    }
}
