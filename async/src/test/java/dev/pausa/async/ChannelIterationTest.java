package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel as an asynchronous iteration. */
class ChannelIterationTest {
    private final Channel<String> channel = Channel.bounded(4);
    private final List<String> received = new ArrayList<>();

    @Test
    void one_that_is_closed_before_a_step_ends_after_what_is_left() throws Exception {
        channel.trySend("a");
        channel.trySend("b");
        channel.close();
        VirtualLoop.run(() -> await(channel.forEach(received::add)));
        assertThat(received).containsExactly("a", "b");
    }

    @Test
    void one_that_is_closed_during_a_step_ends() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(channel.forEach(received::add));
            await(checkpoint());
            channel.trySend("a");
            await(checkpoint());
            channel.close();
        })));
        assertThat(received).containsExactly("a");
    }

    @Test
    void one_that_is_closed_with_a_cause_fails() {
        IOException cause = new IOException("producer");
        channel.trySend("a");
        channel.close(cause);
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(channel.forEach(received::add))))
                .isInstanceOf(ChannelClosedException.class)
                .hasCause(cause);
        assertThat(received).containsExactly("a");
    }

    @Test
    void a_cancel_comes_out_of_a_step() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                try {
                    await(channel.forEach(received::add));
                } catch (Cancellation cancelled) {
                    received.add("cancelled");
                    throw cancelled;
                }
            }));
            await(checkpoint());
            s.cancel("enough");
        })));
        assertThat(received).containsExactly("cancelled");
    }
}
