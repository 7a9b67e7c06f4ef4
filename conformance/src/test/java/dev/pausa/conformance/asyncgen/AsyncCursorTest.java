package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AsyncFixtures.given;
import static dev.pausa.conformance.fixtures.AsyncFixtures.paused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.simple;
import static dev.pausa.conformance.fixtures.AsyncFixtures.thrown;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCursor;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.StopAsyncIteration;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import dev.pausa.conformance.fixtures.AsyncFixtures.ForeignItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of {@code advance()} and {@code current()}, of generators and of cursors over them and over other
 * iterators.
 */
@SuppressWarnings("pausa:dropped")
class AsyncCursorTest {

    /** What can be advanced. */
    private enum Source {
        GENERATOR {
            @Override
            AsyncIterator<Object> of(AsyncGenerator<Object, Object> g) {
                return g;
            }
        },
        FOREIGN {
            @Override
            AsyncIterator<Object> of(AsyncGenerator<Object, Object> g) {
                return g::anext;
            }
        };

        abstract AsyncIterator<Object> of(AsyncGenerator<Object, Object> g);

        AsyncCursor<Object> over(AsyncGenerator<Object, Object> g) {
            return of(g).cursor();
        }
    }

    private static void assertNoElement(Callable<?> current) {
        assertThat(raisedBy(current))
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("there is no current element: await advance() first, and go on only if it gives true")
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource
    void there_is_an_element_only_after_true(Source source) {
        var cursor = source.over(simple());
        assertNoElement(cursor::current);
        Awaitable<Boolean> step = cursor.advance();
        assertNoElement(cursor::current);
        assertThat(given(step)).isEqualTo(true);
        assertThat(cursor.current()).isEqualTo(1);
        assertThat(cursor.current()).isEqualTo(1);
        cursor.advance(); // nobody awaits it, so nothing happens
        assertThat(cursor.current()).isEqualTo(1);
        assertThat(given(cursor.advance())).isEqualTo(true);
        assertThat(cursor.current()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(given(cursor.advance())).isEqualTo(false);
            assertNoElement(cursor::current);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_element_may_be_null(Source source) {
        var cursor = source.over(asyncGenerator(g -> {
            g.yield(null);
            g.yield("b");
        }));
        assertThat(given(cursor.advance())).isEqualTo(true);
        assertThat(cursor.current()).isNull();
        assertThat(given(cursor.advance())).isEqualTo(true);
        assertThat(cursor.current()).isEqualTo("b");
    }

    @ParameterizedTest
    @EnumSource
    void nulls_reach_a_block_and_a_collecting_loop(Source source) {
        Callable<AsyncIterator<Object>> items = () -> source.of(asyncGenerator(g -> {
            g.yield(null);
            suspend("s");
            g.yield("b");
            g.yield(null);
        }));
        List<Object> seen = new ArrayList<>();
        Coroutine<Void> block = called(items).forEach(item -> seen.add(item));
        assertThat(block.send(null)).isEqualTo("s");
        assertThat(returnedBy(() -> block.send(null))).isNull();
        assertThat(seen).isEqualTo(Arrays.asList(null, "b", null));

        Coroutine<List<Object>> collecting = AsyncFixtures.collect(called(items));
        collecting.send(null);
        assertThat(returnedBy(() -> collecting.send(null))).isEqualTo(seen);
    }

    private static <T> T called(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_element_while_a_step_is_paused(Source source) {
        var cursor = source.over(asyncGenerator(g -> {
            g.yield(1);
            suspend("A");
            g.yield(2);
        }));
        given(cursor.advance());
        AwaitIterator<Boolean> step = paused(cursor.advance(), "A");
        assertNoElement(cursor::current);
        assertThat(returnedBy(step::next)).isEqualTo(true);
        assertThat(cursor.current()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_element_after_an_exception(Source source) {
        IOException failure = new IOException();
        var cursor = source.over(asyncGenerator(g -> {
            g.yield(1);
            throw failure;
        }));
        given(cursor.advance());
        assertThat(thrown(cursor.advance())).isSameAs(failure);
        assertNoElement(cursor::current);
        assertThat(given(cursor.advance())).isEqualTo(false);
    }

    @ParameterizedTest
    @EnumSource
    void a_paused_step_is_closed_or_raised_into(Source source) {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            y.yield(1);
            suspend("A");
            y.yield(2);
        });
        var closed = source.over(g);
        given(closed.advance());
        paused(closed.advance(), "A").close();
        assertNoElement(closed::current);
        assertThat(given(closed.advance())).isEqualTo(false);

        IOException exception = new IOException();
        var raised = source.over(asyncGenerator(y -> {
            try {
                suspend("A");
            } catch (IOException e) {
                y.yield(e);
            }
        }));
        AwaitIterator<Boolean> step = paused(raised.advance(), "A");
        assertThat(returnedBy(() -> step.raise(exception))).isEqualTo(true);
        assertThat(raised.current()).isSameAs(exception);
    }

    /** The element of a generator is gone when another step goes on; a step that never was awaited changes nothing. */
    @Test
    void another_step_takes_the_element_away() {
        List<java.util.function.Function<AsyncGenerator<Object, Object>, Awaitable<?>>> steps = List.of(
                AsyncGenerator::anext,
                g -> g.asend("x"),
                g -> g.araise(new IllegalArgumentException()),
                AsyncGenerator::aclose);
        for (var step : steps) {
            var g = simple();
            given(g.advance());
            Awaitable<?> other = step.apply(g);
            assertThat(g.current()).isEqualTo(1);
            raisedBy(other.awaitIterator()::next);
            assertNoElement(g::current);
        }
    }

    /** A generator's cursors all stand where the generator stands. */
    @Test
    void cursors_over_one_generator_share_its_place() {
        var g = simple();
        var first = g.cursor();
        var second = g.cursor();
        given(first.advance());
        assertThat(second.current()).isEqualTo(1);
        given(second.advance());
        assertThat(first.current()).isEqualTo(2);
        assertThat(g.current()).isEqualTo(2);
    }

    /** Each cursor over an iterable begins anew. */
    @Test
    void each_cursor_asks_for_an_iterator_of_its_own() {
        AsyncIterable<Object> items = AsyncFixtures::simple;
        assertThat(returnedBy(() -> AsyncFixtures.collect(items).send(null))).isEqualTo(List.of(1, 2));
        assertThat(returnedBy(() -> AsyncFixtures.collect(items).send(null))).isEqualTo(List.of(1, 2));

        var foreign = new ForeignItems(1, 2);
        var cursor = foreign.cursor();
        assertThat(foreign.calls).containsExactly("asyncIterator");
        cursor.advance();
        assertThat(foreign.calls).containsExactly("asyncIterator");
    }

    /** A generator is asked again after its end; a foreign iterator may even have more. */
    @Test
    void a_foreign_iterator_may_go_on_after_an_end() {
        int[] calls = {0};
        AsyncIterator<Object> odd = () -> {
            if (calls[0]++ % 2 == 0) {
                throw new StopAsyncIteration();
            }
            return coroutine(() -> calls[0]);
        };
        var cursor = odd.cursor();
        assertThat(given(cursor.advance())).isEqualTo(false);
        assertThat(given(cursor.advance())).isEqualTo(true);
        assertThat(cursor.current()).isEqualTo(2);
    }

    @Test
    void a_null_block_is_refused() {
        assertThat(raisedBy(() -> simple().forEach(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("block");
        assertThat(raisedBy(() -> AsyncGenerator.asyncGenerator(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("body");
    }
}
