package dev.pausa.vertx;

import dev.pausa.async.Waker;
import io.vertx.core.Future;
import io.vertx.core.Timer;
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
            waker.fail(future.cause());
        } else if (!waker.complete(future.result()) && release != null) {
            release.accept(future.result());
        }
    }

    @Override
    protected boolean withdraw() {
        if (cancel != null) {
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
