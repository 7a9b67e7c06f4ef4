package adapters;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import dev.pausa.Awaitable;
import dev.pausa.async.Operation;
import dev.pausa.async.Waker;

/** An adapter: what bodies await of gRPC. */
final class GrpcAsync {
    private GrpcAsync() {}

    /** Returns an awaitable of what a future stub returns; a cancel cancels the call, and the server hears of it. */
    static <T> Awaitable<T> answer(String what, ListenableFuture<T> call) {
        return new Answer<>(what, call);
    }

    private static final class Answer<T> extends Operation<T> {
        private final String what;
        private final ListenableFuture<T> call;

        Answer(String what, ListenableFuture<T> call) {
            this.what = what;
            this.call = call;
        }

        @Override
        protected void begin(Waker<T> waker) { // on the loop
            Futures.addCallback(
                    call,
                    new FutureCallback<>() {
                        @Override
                        public void onSuccess(T value) { // on any thread
                            waker.complete(value);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            waker.fail(failure);
                        }
                    },
                    Runnable::run);
        }

        @Override
        protected boolean withdraw() { // on the loop
            return call.cancel(true); // false: the answer is there, and on its way to the waker
        }

        @Override
        public String describe() { // for dumps, on any thread
            return what;
        }
    }
}
