package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertEnd;
import static dev.pausa.conformance.fixtures.AsyncFixtures.collect;
import static dev.pausa.conformance.fixtures.AsyncFixtures.given;
import static dev.pausa.conformance.fixtures.AsyncFixtures.paused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.thrown;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AwaitIterator;
import dev.pausa.CoroutineStateException;
import dev.pausa.StopAsyncIteration;
import dev.pausa.conformance.fixtures.AsyncFixtures.ForeignItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code map}, {@code filter}, {@code take} and {@code chunk} of asynchronous iterations, driven by hand. */
class AsyncOperatorsTest {
    private final List<Object> log = new ArrayList<>();

    /** Counts up to an end, and logs what it does; its clean-up suspends. */
    private AsyncGenerator<Integer, Void> numbers(int end) {
        return asyncGenerator(g -> {
            try {
                for (int i = 0; i < end; i++) {
                    log.add(i);
                    g.yield(i);
                }
            } finally {
                log.add(suspend("closing"));
            }
        });
    }

    private static AsyncGenerator<Integer, Void> plain(int end) {
        return asyncGenerator(g -> {
            for (int i = 0; i < end; i++) {
                g.yield(i);
            }
        });
    }

    private static List<?> all(AsyncIterable<?> items) {
        return (List<?>) given(collect(items));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What they give
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void they_give_what_their_names_say() {
        assertThat(all(plain(3).map(n -> "<" + n + ">"))).isEqualTo(List.of("<0>", "<1>", "<2>"));
        assertThat(all(plain(5).filter(n -> n % 2 == 0))).isEqualTo(List.of(0, 2, 4));
        assertThat(all(plain(5).take(2))).isEqualTo(List.of(0, 1));
        assertThat(all(plain(2).take(5))).isEqualTo(List.of(0, 1));
        assertThat(all(plain(5).take(0))).isEqualTo(List.of());
        assertThat(all(plain(5).chunk(2))).isEqualTo(List.of(List.of(0, 1), List.of(2, 3), List.of(4)));
        assertThat(all(plain(4).chunk(2))).isEqualTo(List.of(List.of(0, 1), List.of(2, 3)));
        assertThat(all(plain(9).filter(n -> n > 1).map(n -> 10 * n).chunk(2).take(2)))
                .isEqualTo(List.of(List.of(20, 30), List.of(40, 50)));
        assertThat(all(plain(9).take(3).chunk(2))).isEqualTo(List.of(List.of(0, 1), List.of(2)));
    }

    @Test
    void null_is_an_element_like_any_other() {
        assertThat(all(plain(3).map(n -> n == 1 ? null : n)
                        .filter(n -> true)
                        .take(3)
                        .chunk(2)))
                .isEqualTo(List.of(Arrays.asList(0, null), List.of(2)));
        assertThat(all(plain(3).map(n -> n == 1 ? null : n).take(2))).isEqualTo(Arrays.asList(0, null));
    }

    @Test
    void blocks_may_await() {
        AsyncGenerator<Object, Void> mapped = plain(2).map(n -> suspend("map " + n));
        AwaitIterator<Object> step = paused(mapped.anext(), "map 0");
        assertThat(returnedBy(() -> step.send("a"))).isEqualTo("a");
        AsyncGenerator<Integer, Void> filtered = plain(2).filter(n -> (Boolean) suspend("filter " + n));
        AwaitIterator<Integer> next = paused(filtered.anext(), "filter 0");
        assertThat(next.send(false)).isEqualTo("filter 1");
        assertThat(returnedBy(() -> next.send(true))).isEqualTo(1);
    }

    @Test
    void an_iteration_of_somebody_else_s_is_read_too() {
        ForeignItems items = new ForeignItems("a", "b", "c");
        AsyncGenerator<String, Void> two = items.map(item -> item + "!").take(2);
        assertThat(items.calls).isEmpty();
        assertThat(all(two)).isEqualTo(List.of("a!", "b!"));
        assertThat(items.calls).containsExactly("asyncIterator", "anext", "anext");
    }

    @Test
    void bad_arguments_are_refused() {
        AsyncGenerator<Integer, Void> source = plain(1);
        assertThatThrownBy(() -> source.take(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("take(-1): the number of elements must not be negative; 0 takes none");
        assertThatThrownBy(() -> source.chunk(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk(0): a list must have room for at least 1 element, or none would ever be full");
        assertThat(thrown(source.filter(n -> null).anext()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the predicate gave null, where true or false was expected");
        AsyncIterable<Object> none = () -> null;
        assertThat(thrown(none.take(1).anext()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asyncIterator() that does not implement anext(): null");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // When they close
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void they_read_no_more_than_is_asked_for() {
        AsyncGenerator<List<Integer>, Void> chunks =
                numbers(9).filter(n -> n != 1).chunk(2);
        assertThat(log).isEmpty();
        assertThat(given(chunks.anext())).isEqualTo(List.of(0, 2));
        assertThat(log).containsExactly(0, 1, 2);
    }

    @Test
    void a_limit_closes_before_the_last_element_is_given() {
        AsyncGenerator<Integer, Void> two = numbers(9).take(2);
        assertThat(given(two.anext())).isEqualTo(0);
        AwaitIterator<Integer> last = paused(two.anext(), "closing");
        assertThat(returnedBy(() -> last.send("closed"))).isEqualTo(1);
        assertThat(log).containsExactly(0, 1, "closed");
        assertEnd(thrown(two.anext()));
    }

    @Test
    void a_limit_of_none_closes_without_reading() {
        AsyncGenerator<Integer, Void> source = numbers(9);
        given(source.anext());
        AsyncGenerator<Integer, Void> none = source.take(0);
        AwaitIterator<Boolean> step = paused(none.advance(), "closing");
        assertThat(returnedBy(() -> step.send("closed"))).isEqualTo(false);
        assertThat(log).containsExactly(0, "closed");
    }

    @Test
    void one_that_has_not_begun_closes_a_source_that_has() {
        AsyncGenerator<Integer, Void> source = numbers(9);
        given(source.anext());
        AsyncGenerator<List<Integer>, Void> unbegun = source.map(n -> n).take(3).chunk(1);
        AwaitIterator<Void> closing = paused(unbegun.aclose(), "closing");
        assertThat(returnedBy(() -> closing.send("closed"))).isNull();
        assertThat(log).containsExactly(0, "closed");
        assertThat(unbegun.state()).isEqualTo(CLOSED);
        assertThat(source.state()).isEqualTo(CLOSED);
        given(unbegun.aclose());
    }

    /** A close is lazy: what has begun meanwhile is closed as such. */
    @Test
    void one_that_begins_between_the_call_and_the_await_of_its_close_is_closed() {
        AsyncGenerator<Integer, Void> mapped = numbers(9).map(n -> n);
        var close = mapped.aclose();
        assertThat(mapped.state()).isEqualTo(CREATED);
        given(mapped.anext());
        AwaitIterator<Void> closing = paused(close, "closing");
        assertThat(returnedBy(() -> closing.send("closed"))).isNull();
        assertThat(log).containsExactly(0, "closed");
    }

    @Test
    void what_is_raised_in_it_closes_and_comes_out() {
        IOException raised = new IOException("raised");
        AsyncGenerator<Integer, Void> mapped = numbers(9).map(n -> n);
        given(mapped.anext());
        AwaitIterator<Integer> step = paused(mapped.araise(raised), "closing");
        assertThat(catchThrowable(() -> step.send("closed"))).isSameAs(raised);
        assertThat(log).containsExactly(0, "closed");
    }

    @Test
    void a_block_that_fails_closes() {
        IOException failure = new IOException("mapper");
        AsyncGenerator<Object, Void> mapped = numbers(9).map(n -> {
            throw failure;
        });
        AwaitIterator<Object> step = paused(mapped.anext(), "closing");
        assertThat(catchThrowable(() -> step.send("closed"))).isSameAs(failure);
        assertEnd(thrown(mapped.anext()));
    }

    /** As with every body: the end that a block throws is not taken for the end of the iteration (PEP 525). */
    @Test
    void an_end_that_a_block_throws_is_a_mistake() {
        assertThat(thrown(plain(9).map(n -> {
                            throw new StopAsyncIteration();
                        })
                        .anext()))
                .isInstanceOf(CoroutineStateException.class)
                .hasCauseInstanceOf(StopAsyncIteration.class);
    }

    private static AsyncGenerator<Integer, Void> failingToClose(IOException closing) {
        return asyncGenerator(g -> {
            try {
                while (true) {
                    g.yield(1);
                }
            } finally {
                failWith(closing);
            }
        });
    }

    private static void failWith(IOException failure) throws IOException {
        throw failure;
    }

    /** The rules of {@code async with}: what closing throws comes out, and shows what was on its way. */
    @Test
    void a_failure_of_closing_comes_out() {
        IOException closing = new IOException("closing");
        AsyncGenerator<Integer, Void> closed = failingToClose(closing).map(n -> n);
        given(closed.anext());
        assertThat(thrown(closed.aclose())).isSameAs(closing).hasNoSuppressedExceptions();
        assertThat(thrown(failingToClose(closing).take(1).anext())).isSameAs(closing);
        IOException failure = new IOException("mapper");
        assertThat(thrown(failingToClose(closing)
                        .map(n -> {
                            throw failure;
                        })
                        .anext()))
                .isSameAs(closing)
                .hasSuppressedException(failure);
    }
}
