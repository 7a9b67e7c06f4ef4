package dev.pausa.vertx;

import dev.pausa.async.Waker;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.VertxException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a future. It is the future's listener itself, and what the event does: there is one for each await. */
final class FutureOperation<T extends @Nullable Object> extends EventOperation<T> implements Completable<T>, Runnable {
    private final String what;
    private final Future<? extends T> future;

    /** Ends the future, if that is possible. */
    private final @Nullable Runnable cancel;

    /** Gets the result if nobody waits for it any more. */
    private final @Nullable Consumer<? super T> release;

    /** Null before it is awaited. */
    private @Nullable Waker<T> waker;

    /** Whether {@link #cancel} was called; a failure that comes then is what that has led to. */
    private volatile boolean isCancelled;

    FutureOperation(
            String what, Future<? extends T> future, @Nullable Runnable cancel, @Nullable Consumer<? super T> release) {
        this.what = what;
        this.future = future;
        this.cancel = cancel;
        this.release = release;
    }

    @Override
    void beginEvent(Waker<T> waking) {
        waker = waking;
        if (future.isComplete()) {
            run();
        } else {
            future.onComplete((Completable<T>) this);
        }
    }

    /** Called by the future. */
    @Override
    public void complete(T result, @Nullable Throwable failure) {
        inEvent(this);
    }

    /** Has the body go on. */
    @Override
    public void run() {
        Waker<T> waiting = Objects.requireNonNull(waker);
        if (future.failed()) {
            waiting.fail(isCancelled ? consequence(future.cause()) : future.cause());
        } else if (!waiting.complete(future.result()) && release != null) {
            release.accept(future.result());
        }
    }

    /** Returns a failure in a form that the loop does not take for one of the work's own: Vert.x' are not. */
    private static Throwable consequence(Throwable failure) {
        return failure instanceof VertxException
                ? new CancellationException(failure.toString()).initCause(failure)
                : failure;
    }

    @Override
    protected boolean withdraw() {
        if (cancel != null) {
            isCancelled = true;
            cancel.run();
            return false; // the future ends now, in one way or the other
        }
        return !(future instanceof Timer timer) || timer.cancel();
    }

    @Override
    public String describe() {
        return what + ", " + future;
    }
}
