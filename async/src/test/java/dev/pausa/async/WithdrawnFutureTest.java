package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** An operation made of a future, which it cancels when it is withdrawn. */
class WithdrawnFutureTest {
    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final List<Throwable> met = new ArrayList<>();

    private final class OfFuture extends Operation<String> {
        @Override
        protected void begin(Waker<String> waker) {
            future.whenComplete((value, failure) -> {
                if (failure == null) {
                    waker.complete(value);
                } else {
                    waker.fail(failure);
                }
            });
        }

        @Override
        protected boolean withdraw() {
            return future.cancel(true); // completes the waker, in here
        }
    }

    @Test
    @Rule("C10")
    void a_future_that_is_cancelled_by_a_withdraw_does_not_replace_the_cancellation() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(timeout(Duration.ofSeconds(1), coroutine(() -> {
                    try {
                        return await(new OfFuture());
                    } catch (Throwable thrown) {
                        met.add(thrown);
                        throw thrown;
                    }
                })))))
                .isInstanceOf(TimeoutException.class);
        assertThat(future).isCancelled();
        assertThat(met).singleElement().isInstanceOf(Cancellation.class);
        assertThat(met.get(0).getSuppressed()).singleElement().isInstanceOf(CancellationException.class);
    }
}
