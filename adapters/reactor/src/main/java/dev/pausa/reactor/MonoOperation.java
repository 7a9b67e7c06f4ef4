package dev.pausa.reactor;

import dev.pausa.async.Operation;
import dev.pausa.async.Waker;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Waits for what a {@code Mono} gives. */
final class MonoOperation<T> extends Operation<@Nullable T> {
    private final Mono<? extends T> mono;
    private @Nullable Receiver<T> receiver;

    MonoOperation(Mono<? extends T> mono) {
        this.mono = mono;
    }

    @Override
    protected void begin(Waker<@Nullable T> waker) {
        receiver = new Receiver<>(waker, Context.of(ReactorAsync.CONTEXT.get()));
        mono.subscribe(receiver);
    }

    @Override
    protected boolean withdraw() {
        receiver.cancel();
        return true;
    }

    @Override
    public String describe() {
        return mono.toString();
    }

    /** Completes the waker; what comes after a cancel is dropped as Reactor does it. */
    private static final class Receiver<T> extends BaseSubscriber<T> {
        private final Waker<@Nullable T> waker;
        private final Context context;

        Receiver(Waker<@Nullable T> waker, Context context) {
            this.waker = waker;
            this.context = context;
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        protected void hookOnNext(T value) {
            if (!waker.complete(value)) {
                Operators.onDiscard(value, context);
            }
        }

        @Override
        protected void hookOnError(Throwable failure) {
            if (!waker.fail(failure)) {
                Operators.onErrorDropped(failure, context);
            }
        }

        @Override
        protected void hookOnComplete() {
            waker.complete(null);
        }
    }
}
