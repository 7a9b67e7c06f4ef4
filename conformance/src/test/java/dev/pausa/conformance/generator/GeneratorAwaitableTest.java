package dev.pausa.conformance.generator;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.AwaitFixtures.compileErrors;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Generators as things to await (Python's {@code types.coroutine}). Rows AW-012, AW-027 to AW-030, CW-015, TC-007,
 * TC-008, CO-142.
 */
class GeneratorAwaitableTest {

    private static <R> Coroutine<R> awaiting(Generator<?, ?, R> generator) {
        return AwaitFixtures.awaiting(generator.asAwaitable());
    }

    private static Coroutine<Object> catching(Generator<?, ?, ?> generator) {
        return AwaitFixtures.catching(generator.asAwaitable());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // await
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * What it yields goes to the coroutine's driver, what that sends goes to it, and its result is the await's value.
     */
    @Test
    void aw_027_an_await_of_a_fresh_generator_runs_it() {
        Generator<Object, Object, Object> g = yielding("y", null);
        Coroutine<Object> c = awaiting(g);
        assertThat(c.send(null)).isEqualTo("y");
        assertThat(c.awaiting()).isSameAs(g);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(c.send(1)).isNull();
        assertStop(() -> c.send("v"), List.of(1, "v"));
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.result()).isEqualTo(List.of(1, "v"));
        assertStop(() -> awaiting(returning("at once")).send(null), "at once");
    }

    /** Exceptions and closes go to it too. */
    @Test
    void aw_027_an_awaited_generator_is_raised_into_and_closed() {
        List<Object> notes = new ArrayList<>();
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<Object> raised = catching(noting(notes, "raised", 1, 2));
        raised.send(null);
        assertThat(stopValue(() -> raised.raise(v))).isSameAs(v);
        Coroutine<Object> closed = catching(noting(notes, "closed", 1, 2));
        closed.send(null);
        assertThat(closed.closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(notes)
                .containsExactly(
                        "IllegalArgumentException in raised",
                        "end of raised",
                        "GeneratorExit in closed",
                        "end of closed");
    }

    /** There is no error for a second await: it gives null at once. */
    @Test
    void aw_028_an_await_of_a_finished_generator_gives_null() {
        Generator<Object, Object, Object> g = yielding("y");
        Coroutine<Object> c = coroutine(() -> Arrays.asList(await(g.asAwaitable()), await(g.asAwaitable())));
        assertThat(c.send(null)).isEqualTo("y");
        assertStop(() -> c.send("v"), Arrays.asList(List.of("v"), null));
        assertStop(() -> awaiting(finished(returning("lost"))).send(null), null);
    }

    /** A generator that is suspended for somebody else goes on in the middle. */
    @Test
    void aw_029_an_await_of_a_suspended_generator_goes_on_in_the_middle() {
        Generator<Object, Object, Object> g = yielding(1, 2);
        Coroutine<Object> first = awaiting(g);
        assertThat(first.send(null)).isEqualTo(1);
        Coroutine<Object> second = awaiting(g);
        assertThat(second.send(null)).isEqualTo(2);
        assertThat(second.awaiting()).isSameAs(g);
        assertStop(() -> second.send("x"), Arrays.asList(null, "x"));
        assertThat(stateOf(first)).isEqualTo(SUSPENDED);
        assertStop(() -> first.send("late"), null);
    }

    @Test
    void aw_029_a_fetched_value_comes_first() {
        Generator<Object, Object, Object> g = yielding(1, 2);
        assertThat(g.hasNext()).isTrue();
        Coroutine<Object> c = awaiting(g);
        assertThat(c.send(null)).isEqualTo(1);
        assertThat(c.send("a")).isEqualTo(2);
        assertStop(() -> c.send("b"), List.of("a", "b"));
    }

    /** An await of a generator that is running fails there, and the generator goes on undisturbed. */
    @Test
    void aw_030_an_await_of_a_running_generator_is_an_error() {
        List<Object> seen = new ArrayList<>();
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(g -> {
            seen.add(stopValue(() -> catching(self.get(0)).send(null)));
            g.yield(1);
            seen.add(stopValue(() -> catching(self.get(0)).send(null)));
            return "r";
        }));
        Coroutine<Object> c = awaiting(self.get(0));
        assertThat(c.send(null)).isEqualTo(1);
        assertStop(() -> c.send(null), "r");
        assertThat(seen).hasSize(2).allSatisfy(GeneratorFixtures::assertIsExecuting);
    }

    /** The error of a StopIteration names the body that it left first. */
    @Test
    void tc_008_a_stop_iteration_of_an_awaited_generator_is_an_error_of_the_generator() {
        StopIteration stop = new StopIteration("x");
        Generator<Object, Object, Object> atOnce = generatorReturning(g -> {
            throw stop;
        });
        assertRaisedStop(() -> awaiting(atOnce).send(null), stop);
        Generator<Object, Object, Object> later = generatorReturning(g -> {
            g.yield(1);
            throw stop;
        });
        Coroutine<Object> c = awaiting(later);
        c.send(null);
        assertRaisedStop(() -> c.send(null), stop);
    }

    /** A StopAsyncIteration means nothing to a coroutine: it comes out as it is. */
    @Test
    void co_142_a_stop_async_iteration_comes_out_of_a_coroutine() {
        StopAsyncIteration stop = new StopAsyncIteration();
        Coroutine<Object> atOnce = coroutine(() -> {
            throw stop;
        });
        assertThat(thrownBy(() -> atOnce.send(null))).isSameAs(stop).hasNoCause();
        assertThat(stateOf(atOnce)).isEqualTo(CLOSED);
        Coroutine<Object> later = coroutine(() -> {
            suspend(1);
            throw stop;
        });
        later.send(null);
        assertThat(thrownBy(() -> later.send(null))).isSameAs(stop);
        Coroutine<Object> raised = CoroutineFixtures.suspended();
        assertThat(thrownBy(() -> raised.raise(stop))).isSameAs(stop);
    }

    /** The bridge: a pause of the user's own, written as a generator. */
    @Test
    void a_generator_is_a_way_to_pause_of_ones_own() {
        Coroutine<List<Object>> c = coroutine(() -> {
            List<Object> answers = new ArrayList<>();
            for (String question : List.of("name?", "age?")) {
                answers.add(await(asked(question)));
            }
            return answers;
        });
        assertThat(c.send(null)).isEqualTo("name?");
        assertThat(c.send("")).isEqualTo("name?");
        assertThat(c.send("Ada")).isEqualTo("age?");
        assertStop(() -> c.send("36"), List.of("Ada", "36"));
    }

    /** Asks until there is an answer. */
    private static Awaitable<String> asked(String question) {
        Generator<String, String, String> asking = generatorReturning(g -> {
            String answer = g.yield(question);
            while (answer.isEmpty()) {
                answer = g.yield(question);
            }
            return answer;
        });
        return asking.asAwaitable();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it still is, and what it is not
    // -----------------------------------------------------------------------------------------------------------------

    /** Making it awaitable changes nothing; nor does asking for its iterator. */
    @Test
    void tc_007_a_generator_that_can_be_awaited_is_still_a_generator() {
        Generator<Object, Object, Object> g = returning("r", 1, 2);
        Awaitable<Object> awaitable = g.asAwaitable();
        AwaitIterator<Object> view = awaitable.awaitIterator();
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(rest(g)).containsExactly(1, 2);
        assertStop(view::next, null);
        assertThat(started(returning("r", 1)).asAwaitable()).isNotNull();
    }

    /**
     * In Python a generator that can be awaited is its own iterator, which another awaitable must not give. Here it is
     * not; its iterator is a view like that of a coroutine, and may be given.
     */
    @Test
    void aw_012_a_generator_is_no_iterator_of_an_await() {
        assertThat(compileErrors(
                        "Generator<Object, Object, Object> g = null; Awaitable<Object> a = () -> g; await(a);"))
                .isNotEmpty();
        assertThat(compileErrors("Generator<Object, Object, Object> g = null; await(g);"))
                .isNotEmpty();
        Generator<Object, Object, Object> g = yielding(1);
        Awaitable<Object> other = () -> g.asAwaitable().awaitIterator();
        Coroutine<Object> c = AwaitFixtures.awaiting(other);
        assertThat(c.send(null)).isEqualTo(1);
        assertStop(() -> c.send("v"), List.of("v"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The iterator
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void the_iterator_drives_the_generator() {
        Generator<Object, Object, Object> g = yielding(1, 2, 3);
        AwaitIterator<Object> view = g.asAwaitable().awaitIterator();
        assertThat(view.next()).isEqualTo(1);
        assertThat(view.send("a")).isEqualTo(2);
        assertThat(view.send(null)).isEqualTo(3);
        assertStop(() -> view.send("c"), Arrays.asList("a", null, "c"));
        assertStop(view::next, null);
        assertStop(() -> view.send("x"), null);
        view.close();
    }

    @Test
    void the_iterator_raises_and_closes() {
        List<Object> notes = new ArrayList<>();
        IllegalArgumentException v = new IllegalArgumentException("v");
        Generator<Object, Object, Object> raised = started(noting(notes, "raised", 1, 2));
        assertThat(thrownBy(() -> raised.asAwaitable().awaitIterator().raise(v)))
                .isSameAs(v);
        assertThat(thrownBy(() -> raised.asAwaitable().awaitIterator().raise(v)))
                .isSameAs(v);
        Generator<Object, Object, Object> closed = started(noting(notes, "closed", 1, 2));
        closed.asAwaitable().awaitIterator().close();
        closed.asAwaitable().awaitIterator().close();
        assertThat(notes)
                .containsExactly(
                        "IllegalArgumentException in raised",
                        "end of raised",
                        "GeneratorExit in closed",
                        "end of closed");
    }

    /** A value that was fetched is what the iterator gives next, as in an await. */
    @Test
    void the_iterator_gives_a_fetched_value_first() {
        Generator<Object, Object, Object> g = yielding(1, 2, null, 4);
        AwaitIterator<Object> view = g.asAwaitable().awaitIterator();
        assertThat(g.hasNext()).isTrue();
        assertThat(view.next()).isEqualTo(1);
        assertThat(g.hasNext()).isTrue();
        assertThat(view.send(null)).isEqualTo(2);
        assertThat(g.hasNext()).isTrue();
        assertThat(thrownBy(() -> view.send("x")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot send: hasNext() has fetched the next value");
        assertThat(view.next()).isNull();
        assertThat(view.send("x")).isEqualTo(4);
    }

    @Test
    void the_iterator_of_a_running_generator_is_refused() {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(g -> {
            AwaitIterator<Object> view = self.get(0).asAwaitable().awaitIterator();
            assertIsExecuting(thrownBy(view::next));
            assertIsExecuting(thrownBy(() -> view.send("x")));
            assertIsExecuting(thrownBy(() -> view.raise(new IllegalArgumentException())));
            assertIsExecuting(thrownBy(view::close));
            return g.yield("undisturbed");
        }));
        assertThat(self.get(0).next()).isEqualTo("undisturbed");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The other way round
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * A generator that drives a coroutine through its view: a loop does in Java what {@code yield from} does in Python.
     */
    private static <R> Generator<Object, Object, R> overTheView(Coroutine<R> coroutine) {
        return generatorReturning(g -> {
            AwaitIterator<R> view = coroutine.awaitIterator();
            Object sent = null;
            while (true) {
                Object yielded;
                try {
                    yielded = view.send(sent);
                } catch (StopIteration end) {
                    @SuppressWarnings("unchecked")
                    R result = (R) end.value();
                    return result;
                }
                sent = g.yield(yielded);
            }
        });
    }

    @Test
    void cw_015_a_generator_drives_the_view() {
        Coroutine<Object> c = coroutine(() -> List.of("ret", suspend(1)));
        Generator<Object, Object, Object> g = overTheView(c);
        assertThat(g.next()).isEqualTo(1);
        assertThat(stateOf(c)).isEqualTo(SUSPENDED);
        assertStop(() -> g.send("s"), List.of("ret", "s"));
        assertThat(stateOf(c)).isEqualTo(CLOSED);
    }
}
