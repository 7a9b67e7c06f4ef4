package dev.pausa.vertx;

import dev.pausa.async.Waker;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.VertxException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a future. */
final class FutureOperation<T extends @Nullable Object> extends EventOperation<T> {
    private final String what;
    private final Future<? extends T> future;

    /** Ends the future, if that is possible. */
    private final @Nullable Runnable cancel;

    /** Gets the result if nobody waits for it any more. */
    private final @Nullable Consumer<? super T> release;

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
    void beginEvent(Waker<T> waker) {
        if (future.isComplete()) {
            settle(waker);
        } else {
            future.onComplete(result -> inEvent(() -> settle(waker)));
        }
    }

    private void settle(Waker<T> waker) {
        if (future.failed()) {
            waker.fail(isCancelled ? consequence(future.cause()) : future.cause());
        } else if (!waker.complete(future.result()) && release != null) {
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
