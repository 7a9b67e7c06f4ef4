package dev.pausa.async;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.async.Async.buffer;
import static dev.pausa.async.Async.merge;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code merge} and {@code buffer}: their tasks, and what they do that the other operators do not. */
class FeedingTest {
    @RegisterExtension
    final Reported reported = new Reported();

    private final List<Object> log = new ArrayList<>();

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Gives names with numbers, one each period. */
    private AsyncGenerator<String, Void> each(String name, int period, int end) {
        return asyncGenerator(g -> {
            try {
                for (int i = 1; i <= end; i++) {
                    await(sleep(millis(period)));
                    log.add("read " + name + i);
                    g.yield(name + i);
                }
            } catch (Throwable thrown) {
                log.add(name + ": " + thrown.getClass().getSimpleName());
                throw thrown;
            }
        });
    }

    private AsyncGenerator<String, Void> failing(int after, Throwable failure) {
        return asyncGenerator(g -> {
            for (int i = 1; i <= after; i++) {
                g.yield("f" + i);
            }
            throwIt(failure);
        });
    }

    private static void throwIt(Throwable failure) throws Exception {
        if (failure instanceof Exception exception) {
            throw exception;
        }
        throw (Error) failure;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Elements
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_merge_gives_each_element_as_soon_as_it_is_there() throws Exception {
        List<String> seen = new ArrayList<>();
        VirtualLoop.run(() ->
                await(merge(each("a", 3, 3), each("b", 4, 2), each("c", 100, 1)).forEach(seen::add)));
        assertThat(seen).containsExactly("a1", "b1", "a2", "b2", "a3", "c1");
    }

    @Test
    void a_merge_of_nothing_ends() throws Exception {
        assertThat(VirtualLoop.<Boolean>run(
                        () -> await(merge(List.<AsyncIterable<String>>of()).advance())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void a_buffer_reads_so_many_elements_ahead_and_no_more(int ahead) throws Exception {
        VirtualLoop.run(() -> await(with(closing(buffer(ahead, each("a", 1, 1000))), elements -> {
            assertThat(log).as("before the first step").isEmpty();
            await(elements.advance());
            await(sleep(millis(500)));
            assertThat(log).hasSize(1 + ahead);
            await(elements.advance());
            await(sleep(millis(500)));
            assertThat(log).hasSize(2 + ahead);
        })));
    }

    @Test
    void a_buffer_lets_the_source_and_the_consumer_take_their_time_at_once() throws Exception {
        VirtualLoop.run(() -> {
            var start = Async.now();
            await(buffer(1, each("a", 10, 10)).forEach(element -> await(sleep(millis(10)))));
            assertThat(Duration.between(start, Async.now())).isEqualTo(millis(110));
        });
    }

    @Test
    void a_channel_is_merged_like_any_iteration() throws Exception {
        Channel<String> channel = Channel.unbounded();
        channel.trySend("x");
        channel.close();
        List<String> seen = new ArrayList<>();
        VirtualLoop.run(() -> await(merge(channel, each("a", 1, 1)).forEach(seen::add)));
        assertThat(seen).containsExactly("x", "a1");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failures
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void the_first_failure_of_a_merge_comes_out_when_the_others_are_closed() {
        IOException failure = new IOException("failure");
        AsyncGenerator<String, Void> waiting = each("a", 100, 9);
        AsyncGenerator<String, Void> ready = each("b", 1, 9);
        assertThatThrownBy(() -> VirtualLoop.run(() ->
                        await(merge(waiting, ready, failing(0, failure)).forEach(element -> await(sleep(millis(50)))))))
                .isSameAs(failure);
        assertThat(log).containsExactly("a: Cancellation", "b: Cancellation");
        assertThat(waiting.state()).isEqualTo(CLOSED);
        assertThat(ready.state()).isEqualTo(CLOSED);
    }

    @Test
    void what_a_buffer_has_read_before_a_failure_comes_first() {
        IOException failure = new IOException("failure");
        assertThatThrownBy(() -> VirtualLoop.run(() ->
                        await(buffer(8, failing(3, failure)).forEach(element -> {
                            await(sleep(millis(1)));
                            log.add(element);
                        }))))
                .isSameAs(failure);
        assertThat(log).containsExactly("f1", "f2", "f3");
    }

    @Test
    void a_failure_of_closing_comes_out_and_shows_what_was_on_its_way() {
        IOException closing = new IOException("closing");
        IOException failure = new IOException("consumer");
        AsyncGenerator<String, Void> source = asyncGenerator(g -> {
            try {
                g.yield("a");
                g.yield("b");
            } finally {
                throwIt(closing);
            }
        });
        assertThatThrownBy(() -> VirtualLoop.run(() -> {
                    AsyncGenerator<String, Void> elements = buffer(1, source);
                    await(elements.advance());
                    await(elements.araise(failure));
                }))
                .isSameAs(closing)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).contains(failure));
    }

    @Test
    void null_is_refused_by_name() {
        AsyncGenerator<String, Void> source = asyncGenerator(g -> g.yield(null));
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(merge(source).forEach(element -> {}))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("the iteration gave null, which no channel takes");
        assertThat(source.state()).isEqualTo(CLOSED);
        AsyncIterable<String> none = () -> null;
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(merge(none).forEach(element -> {}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asyncIterator() that does not implement anext(): null");
    }

    @Test
    void a_bad_number_is_refused() {
        assertThatThrownBy(() -> buffer(0, each("a", 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buffer(0): at least 1 element must be read ahead; without a buffer, use the source");
    }

    @Test
    void it_needs_a_loop() {
        AsyncGenerator<String, Void> elements = buffer(1, each("a", 1, 1));
        assertThatThrownBy(() -> elements.advance().awaitIterator().next())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this thread is not running a loop");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Ends
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void one_that_has_not_begun_leaves_its_sources_alone() throws Exception {
        AsyncGenerator<String, Void> source = each("a", 1, 9);
        VirtualLoop.run(() -> {
            await(source.advance());
            await(merge(source).aclose());
        });
        assertThat(source.state()).isEqualTo(SUSPENDED);
    }

    @Test
    void a_source_in_the_middle_of_a_step_is_cancelled_when_the_consumer_leaves() throws Exception {
        VirtualLoop.run(() -> await(with(closing(merge(each("a", 1, 9), each("b", 100, 9))), elements -> {
            await(elements.advance());
            await(elements.advance());
            await(sleep(millis(10)));
        })));
        assertThat(log).containsExactly("read a1", "read a2", "read a3", "a: GeneratorExit", "b: Cancellation");
    }

    /** A consumer that a stop of the loop does not reach must not take what is left of it for the whole. */
    @Test
    void a_stop_of_the_loop_is_no_end() throws Exception {
        List<Object> seen = new ArrayList<>();
        VirtualLoop loop = VirtualLoop.make();
        loop.start(shield(Duration.ofSeconds(9), coroutine(() -> {
            try {
                await(buffer(1, each("a", 10, 9)).forEach(seen::add));
            } catch (TaskCancelledException cut) {
                seen.add(cut.getMessage());
            }
        })));
        loop.start(coroutine(() -> {
            await(sleep(millis(25)));
            Loop.current().stop("enough");
        }));
        loop.runUntilIdle();
        assertThat(seen).hasSize(3).startsWith("a1", "a2");
        assertThat(seen.get(2)).asString().contains("enough");
    }

    @Test
    void what_they_wait_for_is_said() throws Exception {
        VirtualLoop loop = VirtualLoop.make();
        loop.start(
                "consumer",
                coroutine(() -> await(merge(each("a", 10, 9), each("b", 10, 9)).forEach(e -> {}))));
        loop.runReady();
        List<String> names = new ArrayList<>();
        loop.root().forEachTask(task -> names.add(task.name() + " waits for " + task.waitsFor()));
        assertThat(names)
                .containsExactly(
                        "consumer waits for receive from channel (rendezvous)",
                        "merge of 2 waits for the 2 tasks of its scope");
        loop.stop("enough");
        loop.runUntilIdle();
    }
}
