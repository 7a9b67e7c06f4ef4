package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AsyncFixtures.collect;
import static dev.pausa.conformance.fixtures.AsyncFixtures.simple;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCursor;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import dev.pausa.conformance.fixtures.AsyncFixtures.ForeignItems;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Catalogue section on asynchronous iteration: the {@code while} loop over a cursor, and the block of {@code forEach}.
 */
class AsyncIterationTest {

    /** The two forms of a loop that collects what it gets. */
    private enum Loop {
        WHILE {
            @Override
            <T> Coroutine<List<T>> over(AsyncIterable<T> items) {
                return collect(items);
            }
        },
        FOR_EACH {
            @Override
            <T> Coroutine<List<T>> over(AsyncIterable<T> items) {
                return coroutine(() -> {
                    List<T> found = new ArrayList<>();
                    await(items.forEach(item -> found.add(item)));
                    return found;
                });
            }
        };

        abstract <T> Coroutine<List<T>> over(AsyncIterable<T> items);
    }

    /** A subclass ends a loop too. */
    private static final class OwnEnd extends StopAsyncIteration {
        private static final long serialVersionUID = 1L;
    }

    /** An iterator whose first step gives 1, and whose later ones throw this, in the step or by the call. */
    private static AsyncIterator<Object> endingWith(RuntimeException end, boolean inTheCall) {
        List<Object> left = new ArrayList<>(List.of(1));
        return () -> {
            if (inTheCall && left.isEmpty()) {
                throw end;
            }
            return coroutine(() -> {
                if (left.isEmpty()) {
                    throw end;
                }
                return left.remove(0);
            });
        };
    }

    @ParameterizedTest
    @EnumSource
    void ai_001_a_loop_asks_for_the_iterator_once_and_for_one_step_more_than_elements(Loop loop) {
        var items = new ForeignItems(1, 2);
        Coroutine<List<Object>> collecting = loop.over(items);
        assertThat(items.calls).isEmpty();

        assertThat(returnedBy(() -> collecting.send(null))).isEqualTo(List.of(1, 2));
        assertThat(items.calls).containsExactly("asyncIterator", "anext", "anext", "anext");
    }

    @ParameterizedTest
    @EnumSource
    void ai_001_a_loop_over_an_asynchronous_generator(Loop loop) {
        assertThat(returnedBy(() -> loop.over(simple()).send(null))).isEqualTo(List.of(1, 2));
        AsyncGenerator<Object, Object> empty = asyncGenerator(g -> {});
        assertThat(returnedBy(() -> loop.over(empty).send(null))).isEqualTo(List.of());
    }

    /** A loop that is left early leaves the generator suspended. */
    @Test
    void ai_002_leaving_a_loop_early_does_not_close_what_it_iterates() {
        List<String> log = new ArrayList<>();
        AsyncGenerator<Integer, Void> g = asyncGenerator(y -> {
            try {
                for (int i = 0; i < 5; i++) {
                    y.yield(i);
                }
            } finally {
                log.add("finally");
            }
        });
        Coroutine<Integer> leaving = coroutine(() -> {
            int sum = 0;
            while (await(g.advance())) {
                if (g.current() == 1) {
                    continue;
                }
                sum += 10 + g.current();
                if (g.current() == 2) {
                    break;
                }
            }
            return sum;
        });

        assertThat(returnedBy(() -> leaving.send(null))).isEqualTo(22);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(log).isEmpty();
        assertThat(returnedBy(() -> collect(g).send(null))).isEqualTo(List.of(3, 4));
        assertThat(log).containsExactly("finally");
    }

    /** The block of forEach leaves it with an exception. */
    @Test
    void ai_002_an_exception_of_the_block_ends_the_loop() {
        IOException exception = new IOException("block");
        var g = simple();
        Coroutine<Void> loop = g.forEach(item -> {
            suspend(item);
            throw exception;
        });

        assertThat(loop.send(null)).isEqualTo(1);
        assertThat(raisedBy(() -> loop.send(null))).isSameAs(exception);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    /** The compiler refuses what is no iterable. */
    @Test
    void ai_003_what_is_no_asynchronous_iterable_is_refused_by_the_compiler() {
        String types = "AsyncIterable<Integer> items; ";
        assertThat(AwaitFixtures.compileErrors(types + "items = List.of(1);")).isNotEmpty();
        assertThat(AwaitFixtures.compileErrors(types + "items = coroutine(() -> 1);"))
                .isNotEmpty();
        assertThat(AwaitFixtures.compileErrors(types + "items = AsyncGenerator.asyncGenerator(y -> y.yield(1));"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ai_004_an_iterable_that_gives_no_iterator(Loop loop) {
        AsyncIterable<Object> broken = () -> null;
        assertThat(raisedBy(() -> loop.over(broken).send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("'async for' received an object from asyncIterator() that does not implement anext(): null")
                .hasNoCause();
    }

    private static final String INVALID = "'async for' received an invalid object from anext(): ";

    @ParameterizedTest
    @EnumSource
    void ai_005_a_step_that_is_null(Loop loop) {
        AsyncIterator<Object> broken = () -> null;
        assertThat(raisedBy(() -> loop.over(broken).send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(INVALID + "null; return an Awaitable for the next element")
                .hasNoCause();
    }

    /** A step that cannot be awaited. Its exception does not end the loop, whatever it is. */
    record Unawaitable(RuntimeException failure) implements Awaitable<Object> {
        @Override
        public AwaitIterator<Object> awaitIterator() {
            if (failure != null) {
                throw failure;
            }
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource
    void ai_005_a_step_whose_await_iterator_fails(Loop loop) {
        for (RuntimeException failure : Arrays.asList(new ArithmeticException("1/0"), new StopAsyncIteration())) {
            AsyncIterator<Object> broken = () -> new Unawaitable(failure);
            Throwable out = raisedBy(() -> loop.over(broken).send(null));
            assertThat(out)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(INVALID + "AsyncIterationTest.Unawaitable");
            assertThat(out.getCause()).isSameAs(failure);
        }
        AsyncIterator<Object> broken = () -> new Unawaitable(null);
        assertThat(raisedBy(() -> loop.over(broken).send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(INVALID + "AsyncIterationTest.Unawaitable")
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("AsyncIterationTest.Unawaitable.awaitIterator() must return an iterator, not null");
    }

    @ParameterizedTest
    @EnumSource
    void ai_007_the_awaited_step_throws(Loop loop) {
        IllegalArgumentException failure = new IllegalArgumentException("v");
        assertThat(raisedBy(() -> loop.over(endingWith(failure, false)).send(null)))
                .isSameAs(failure)
                .hasNoCause();
        StopIteration stop = new StopIteration("s");
        AwaitFixtures.assertRaisedStop(
                raisedBy(() -> loop.over(endingWith(stop, false)).send(null)), stop);
        assertThat(returnedBy(() -> loop.over(endingWith(new OwnEnd(), false)).send(null)))
                .isEqualTo(List.of(1));
    }

    @ParameterizedTest
    @EnumSource
    void ai_008_the_call_for_a_step_throws(Loop loop) {
        assertThat(returnedBy(() ->
                        loop.over(endingWith(new StopAsyncIteration(), true)).send(null)))
                .isEqualTo(List.of(1));
        assertThat(returnedBy(() -> loop.over(endingWith(new OwnEnd(), true)).send(null)))
                .isEqualTo(List.of(1));
        IllegalArgumentException failure = new IllegalArgumentException("v");
        assertThat(raisedBy(() -> loop.over(endingWith(failure, true)).send(null)))
                .isSameAs(failure);
    }

    /** Only the step is guarded, not the loop's own code. */
    @Test
    void ai_009_the_loops_own_code_throws_stop_async_iteration() {
        for (AsyncIterable<Object> items : List.of(simple(), new ForeignItems(1, 2))) {
            StopAsyncIteration end = new StopAsyncIteration();
            Coroutine<Void> block = items.forEach(item -> {
                throw end;
            });
            assertThat(raisedBy(() -> block.send(null))).isSameAs(end);

            StopAsyncIteration second = new StopAsyncIteration();
            Coroutine<Void> loop = coroutine(() -> {
                var cursor = items.cursor();
                while (await(cursor.advance())) {
                    throw second;
                }
            });
            assertThat(raisedBy(() -> loop.send(null))).isSameAs(second);
        }
    }

    /** In Java the loop's own code fetches and stores the element. */
    @Test
    void ai_010_storing_the_element_throws_stop_async_iteration() {
        StopAsyncIteration end = new StopAsyncIteration();
        List<Object> target = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Object element) {
                throw end;
            }
        };
        Coroutine<Void> loop = new ForeignItems(1).forEach(item -> target.add(item));
        assertThat(raisedBy(() -> loop.send(null))).isSameAs(end);
    }

    /** An iterator that is an exception object itself is an iterator all the same. */
    private static final class ExceptionItems extends StopIteration implements AsyncIterator<Object> {
        private static final long serialVersionUID = 1L;
        private boolean isDone;

        ExceptionItems(Object value) {
            super(value);
        }

        @Override
        public Awaitable<Object> anext() {
            return coroutine(() -> {
                if (isDone) {
                    throw new StopAsyncIteration();
                }
                isDone = true;
                return value();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void ai_011_the_iterator_is_an_exception_object(Loop loop) {
        assertThat(returnedBy(() -> loop.over(new ExceptionItems(42)).send(null)))
                .isEqualTo(List.of(42));
    }

    /** Ends when the exception is raised, otherwise gives what it is sent. */
    private static final AsyncIterator<Object> ASKING = () -> coroutine(() -> {
        try {
            return List.of("got", suspend("y"));
        } catch (IOException e) {
            throw new StopAsyncIteration();
        }
    });

    private static Coroutine<Object> firstOf(AsyncIterator<Object> items) {
        return coroutine(() -> {
            var cursor = items.cursor();
            while (await(cursor.advance())) {
                return cursor.current();
            }
            return "loop ended";
        });
    }

    @Test
    void ai_012_send_raise_and_close_reach_the_step() {
        Coroutine<Object> sent = firstOf(ASKING);
        assertThat(sent.send(null)).isEqualTo("y");
        assertThat(returnedBy(() -> sent.send("v"))).isEqualTo(List.of("got", "v"));

        Coroutine<Object> raised = firstOf(ASKING);
        raised.send(null);
        assertThat(returnedBy(() -> raised.raise(new IOException()))).isEqualTo("loop ended");

        Coroutine<Object> closed = firstOf(ASKING);
        closed.send(null);
        assertThat(closed.closeAndGet()).isNull();
        assertThat(stateOf(closed)).isEqualTo(CLOSED);
    }

    /** Whatever the kind of the step's awaitable. */
    @Test
    void ai_012_a_step_may_be_any_awaitable() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> onStage = firstOf(() -> coroutine(() -> await(stage)));
        assertThat(onStage.send(null)).isSameAs(stage);
        stage.complete("done");
        assertThat(returnedBy(() -> onStage.send(null))).isEqualTo("done");

        var iterator = new CoroutineFixtures.ClosableIterator("y", "z").returning("r");
        Coroutine<Object> onIterator = firstOf(() -> () -> iterator);
        assertThat(onIterator.send(null)).isEqualTo("y");
        assertThat(onIterator.send(null)).isEqualTo("z");
        assertThat(returnedBy(() -> onIterator.send(null))).isEqualTo("r");

        Generator<Object, Object, Object> generator =
                Generator.generatorReturning(g -> Objects.requireNonNull(g.yield("y")));
        Coroutine<Object> onGenerator = firstOf(() -> generator.asAwaitable());
        assertThat(onGenerator.send(null)).isEqualTo("y");
        assertThat(returnedBy(() -> onGenerator.send("r"))).isEqualTo("r");

        Coroutine<Object> closed = firstOf(() -> () -> new CoroutineFixtures.ClosableIterator("y"));
        closed.send(null);
        closed.close();
        assertThat(stateOf(closed)).isEqualTo(CLOSED);
    }

    @Test
    void ai_013_an_iterator_is_its_own_iterable() {
        AsyncIterator<Object> own = () -> coroutine(() -> 1);
        assertThat(own.asyncIterator()).isSameAs(own);
        AsyncIterable<Object> broken = () -> null;
        assertThat(raisedBy(broken::cursor))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'async for' received an object from asyncIterator() that does not implement anext(): null");
        assertThat(AwaitFixtures.compileErrors("AsyncIterable<Integer> items = () -> 1;"))
                .isNotEmpty();
        assertThat(AwaitFixtures.compileErrors("AsyncIterator<Integer> items = () -> 1;"))
                .isNotEmpty();
    }

    @Test
    void ai_015_the_step_with_a_default_driven_by_hand() {
        AsyncIterator<Object> broken = () -> null;
        assertThat(raisedBy(() -> broken.anext("d").awaitIterator().next()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'null' object can't be awaited");

        AsyncIterator<Object> asking = () -> coroutine(() -> suspend("y"));
        AwaitIterator<Object> raised = asking.anext("d").awaitIterator();
        assertThat(raised.next()).isEqualTo("y");
        assertThat(returnedBy(() -> raised.raise(new StopAsyncIteration()))).isEqualTo("d");

        AwaitIterator<Object> sent = asking.anext("d").awaitIterator();
        assertThat(sent.next()).isEqualTo("y");
        assertThat(returnedBy(() -> sent.send("r"))).isEqualTo("r");

        IllegalArgumentException failure = new IllegalArgumentException("v");
        AwaitIterator<Object> fresh = asking.anext("d").awaitIterator();
        assertThat(raisedBy(() -> fresh.raise(failure))).isSameAs(failure);
        asking.anext("d").awaitIterator().close();
    }

    /**
     * Nothing is asked for before it is awaited; the default may be null; a generator's own default step works alike.
     */
    @Test
    void ai_015_the_step_with_a_default_awaited() {
        var items = new ForeignItems(1);
        Coroutine<Object> step = items.anext("d");
        assertThat(items.calls).isEmpty();
        assertThat(returnedBy(() -> step.send(null))).isEqualTo(1);
        assertThat(returnedBy(() -> items.anext("d").send(null))).isEqualTo("d");
        assertThat(returnedBy(() -> items.anext(null).send(null))).isNull();
        assertThat(returnedBy(() ->
                        endingWith(new StopAsyncIteration(), true).anext("d").send(null)))
                .isEqualTo(1);

        var g = simple();
        Coroutine<Object> all = coroutine(
                () -> List.of(await(g.anext("d")), await(g.anext("d")), await(g.anext("d")), await(g.anext("d"))));
        assertThat(returnedBy(() -> all.send(null))).isEqualTo(List.of(1, 2, "d", "d"));
    }

    /** Also through an asynchronous generator over it. */
    @Test
    void ai_017_the_source_is_asked_for_its_iterator_once() {
        var items = new ForeignItems(1, 2);
        AsyncGenerator<Object, Void> through = asyncGenerator(g -> {
            AsyncCursor<Object> cursor = items.cursor();
            while (await(cursor.advance())) {
                g.yield(cursor.current());
            }
        });
        Coroutine<List<Object>> collecting = collect(through);
        assertThat(items.calls).isEmpty();

        assertThat(returnedBy(() -> collecting.send(null))).isEqualTo(List.of(1, 2));
        assertThat(items.calls).containsOnlyOnce("asyncIterator");
    }

    /** The exception is raised at the await inside the generator, which catches it and yields. The loop goes on. */
    @ParameterizedTest
    @EnumSource
    void ai_018_an_exception_reaches_the_generator_that_is_looped_over(Loop loop) {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                suspend("in agen");
            } catch (IllegalArgumentException e) {
                y.yield("recovered");
            }
            y.yield("more");
        });
        Coroutine<List<Object>> c = loop.over(g);
        assertThat(c.send(null)).isEqualTo("in agen");
        if (loop == Loop.WHILE) {
            assertThat(c.awaiting()).isInstanceOf(Awaitable.class);
            assertThat(c.awaiting().toString()).matches("<async_generator_asend object at [0-9a-f]+>");
        }

        assertThat(returnedBy(() -> c.raise(new IllegalArgumentException()))).isEqualTo(List.of("recovered", "more"));
    }

    /** The exit reaches the generator's await first. */
    @Test
    void ai_019_closing_reaches_the_generator_that_is_looped_over() {
        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                suspend("in agen");
                y.yield(1);
            } finally {
                log.add("agen finally");
            }
        });
        Coroutine<Void> outer = coroutine(() -> {
            try {
                while (await(g.advance())) {}
            } finally {
                log.add("outer finally");
            }
        });
        outer.send(null);
        outer.close();

        assertThat(log).containsExactly("agen finally", "outer finally");
        assertThat(stateOf(outer)).isEqualTo(CLOSED);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
    }

    /** Ignored by an await: an error at the outer await, and the step is still there. By a yield: it passes unseen. */
    @Test
    void ai_019_a_generator_that_ignores_the_exit() {
        for (boolean awaits : List.of(true, false)) {
            List<Throwable> seen = new ArrayList<>();
            AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
                try {
                    suspend("A");
                } catch (GeneratorExit ignored) {
                    if (awaits) {
                        suspend("B");
                    }
                }
                y.yield("after");
            });
            Awaitable<Boolean> step = g.advance();
            Coroutine<Object> outer = coroutine(() -> {
                try {
                    return await(step);
                } catch (Throwable e) {
                    seen.add(e);
                    throw e;
                }
            });
            outer.send(null);
            if (awaits) {
                AwaitFixtures.assertIgnoredExit(raisedBy(outer::closeAndGet));
                assertThat(seen).singleElement().isInstanceOfSatisfying(CoroutineStateException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.IGNORED_EXIT);
                });
                assertThat(g.isRunningStep()).isTrue();
                assertThat(AsyncFixtures.given(step)).isEqualTo(true);
                assertThat(g.current()).isEqualTo("after");
            } else {
                assertThat(outer.closeAndGet()).isNull();
                assertThat(seen).singleElement().isExactlyInstanceOf(GeneratorExit.class);
                assertThat(g.isRunningStep()).isFalse();
                assertThat(stateOf(g)).isEqualTo(SUSPENDED);
            }
        }
    }
}
