package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AsyncFixtures.REUSED_RAISE;
import static dev.pausa.conformance.fixtures.AsyncFixtures.REUSED_SEND;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertEnd;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertReused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertUnderWay;
import static dev.pausa.conformance.fixtures.AsyncFixtures.atYield;
import static dev.pausa.conformance.fixtures.AsyncFixtures.given;
import static dev.pausa.conformance.fixtures.AsyncFixtures.paused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.pausing;
import static dev.pausa.conformance.fixtures.AsyncFixtures.simple;
import static dev.pausa.conformance.fixtures.AsyncFixtures.thrown;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue section on asynchronous generators: what they are, and steps that send. */
class AsyncGeneratorStepTest {

    /** Making one runs nothing. It is its own iterator, and is driven through steps alone. */
    @Test
    void ag_001_a_fresh_one_has_run_nothing() {
        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            log.add("ran");
            y.yield(1);
        });

        assertThat(log).isEmpty();
        assertThat(g.asyncIterator()).isSameAs(g);
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(g.isRunningStep()).isFalse();
        assertThat(g.awaiting()).isNull();
        assertThat(g.toString())
                .matches("<async_generator object AsyncGeneratorStepTest\\.ag_001_\\w+ at [0-9a-f]+, created>");
        assertThat(Arrays.stream(AsyncGenerator.class.getMethods()).map(method -> method.getName()))
                .doesNotContain("send", "raise", "close", "iterator", "awaitIterator", "next");
    }

    /** A step is its own iterator, and runs nothing before it is driven. */
    @Test
    void ag_002_asking_for_a_step_runs_nothing() {
        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            log.add("ran");
            y.yield(1);
        });
        Awaitable<Object> step = g.anext();

        assertThat(step.awaitIterator()).isSameAs(step);
        assertThat(log).isEmpty();
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(given(step)).isEqualTo(1);
        assertThat(log).containsExactly("ran");
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    @Test
    void ag_003_steps_to_the_end_and_beyond() {
        var g = simple();

        assertThat(given(g.anext())).isEqualTo(1);
        assertThat(given(g.asend(null))).isEqualTo(2);
        assertEnd(thrown(g.anext()));
        assertEnd(thrown(g.anext()));
        assertEnd(thrown(g.asend("x")));
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    /** What the body awaits suspends through the step; values sent meanwhile go to the await, not to the yield. */
    @Test
    void ag_006_a_step_passes_on_what_the_body_awaits() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> y.yield(List.of("y", suspend("A"))));
        AwaitIterator<Object> step = g.anext().awaitIterator();

        assertThat(step.next()).isEqualTo("A");
        assertThat(g.isRunningStep()).isTrue();
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> step.send("v"))).isEqualTo(List.of("y", "v"));
        assertThat(g.isRunningStep()).isFalse();
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    /** What a body can await. */
    static Stream<Arguments> operands() {
        CompletableFuture<Object> pending = new CompletableFuture<>();
        return Stream.of(
                Arguments.of("coroutine", coroutine(() -> suspend("A")), "A"),
                Arguments.of("iterator", (Awaitable<Object>) () -> new EchoIterator(), "A"),
                Arguments.of("stage", awaitable(pending), pending));
    }

    /** Suspends with "A" and gives what it is sent. */
    private static final class EchoIterator implements AwaitIterator<Object> {
        @Override
        public Object next() {
            return "A";
        }

        @Override
        public Object send(Object value) {
            throw new StopIteration(value);
        }
    }

    private static Awaitable<Object> awaitable(CompletableFuture<Object> stage) {
        return coroutine(() -> {
            try {
                return await(stage);
            } catch (CoroutineStateException early) {
                return early.reason() == Reason.NOT_WITH_FUTURE ? "v" : null;
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operands")
    void ag_006_a_body_awaits_anything(String name, Awaitable<Object> operand, Object suspended) {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            y.yield(await(operand));
            y.yield("next");
        });
        AwaitIterator<Object> step = paused(g.anext(), suspended);

        assertThat(returnedBy(() -> step.send("v"))).isEqualTo("v");
        assertThat(given(g.anext())).isEqualTo("next");
    }

    /** A stage is awaited in the body itself: its driver completes it and goes on. */
    @Test
    void ag_006_a_body_awaits_a_stage() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            y.yield(await(stage));
            y.yield(await(stage));
            y.yield(await(CompletableFuture.<String>failedFuture(new IOException("disk"))));
        });
        AwaitIterator<Object> step = paused(g.anext(), stage);
        assertThat(g.awaiting()).isSameAs(stage);

        stage.complete("done");
        assertThat(returnedBy(step::next)).isEqualTo("done");
        assertThat(given(g.anext())).isEqualTo("done");
        assertThat(thrown(g.anext())).isExactlyInstanceOf(IOException.class).hasMessage("disk");
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    /** The second step is refused, and used up by it; the first one goes on. */
    @Test
    void ag_008_a_second_step_is_refused_while_one_is_paused() {
        for (boolean asks : List.of(true, false)) {
            var g = pausing();
            AwaitIterator<Object> a = paused(g.anext(), "A");
            AwaitIterator<?> b = (asks ? g.anext() : g.advance()).awaitIterator();

            assertUnderWay(raisedBy(b::next), "anext");
            assertReused(raisedBy(b::next), REUSED_SEND);
            assertThat(g.isRunningStep()).isTrue();
            assertThat(returnedBy(() -> a.send(1))).isEqualTo(1);
        }
    }

    @Test
    void ag_009_araise_and_aclose_are_refused_while_a_step_is_paused() {
        var g = pausing();
        AwaitIterator<Object> a = paused(g.anext(), "A");
        AwaitIterator<Object> raising = g.araise(new IOException()).awaitIterator();
        AwaitIterator<Void> closing = g.aclose().awaitIterator();

        assertUnderWay(raisedBy(raising::next), "athrow");
        assertReused(raisedBy(raising::next), REUSED_RAISE);
        assertUnderWay(raisedBy(closing::next), "aclose");
        assertReused(raisedBy(closing::next), REUSED_RAISE);
        assertThat(returnedBy(() -> a.send(1))).isEqualTo(1);
    }

    /** Any step keeps out any other, whichever began. */
    @Test
    void ag_009_every_step_keeps_out_every_other() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            for (; ; ) {
                try {
                    y.yield(suspend("A"));
                } catch (IOException | GeneratorExit raised) {
                    suspend("A");
                }
            }
        });
        List<Awaitable<?>> begun = new ArrayList<>(List.of(g.anext(), g.asend(null), g.advance()));
        for (int i = 0; i < 5; i++) {
            Awaitable<?> first =
                    i < 3 ? begun.get(i) : i == 3 ? g.araise(new IOException()) : g.aclose(); // at a yield by now
            AwaitIterator<?> step = paused(first, "A");
            assertUnderWay(thrown(g.anext()), "anext");
            assertUnderWay(thrown(g.asend("x")), "anext");
            assertUnderWay(thrown(g.advance()), "anext");
            assertUnderWay(thrown(g.araise(new IOException())), "athrow");
            assertUnderWay(thrown(g.aclose()), "aclose");
            assertThat(g.isRunningStep()).isTrue();
            assertThat(stateOf(g)).isEqualTo(SUSPENDED);
            if (i == 3) {
                assertThat(step.next()).isEqualTo("A");
            }
            if (i < 4) {
                returnedBy(() -> step.send(1));
            }
        }
    }

    @Test
    void ag_010_a_step_from_inside_the_body_is_refused() {
        List<Throwable> refusals = new ArrayList<>();
        List<AsyncGenerator<Object, Object>> self = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            for (String when : List.of("first run", "later")) {
                var own = self.get(0);
                for (Awaitable<?> step :
                        List.of(own.anext(), own.advance(), own.araise(new IOException()), own.aclose())) {
                    refusals.add(thrown(step));
                    try {
                        await(step); // again, now used up
                    } catch (CoroutineStateException reused) {
                        refusals.add(reused);
                    }
                }
                y.yield(when);
            }
        });
        self.add(g);

        assertThat(given(g.anext())).isEqualTo("first run");
        assertThat(given(g.anext())).isEqualTo("later");
        assertThat(refusals).hasSize(16);
        for (int i = 0; i < 16; i += 8) {
            assertUnderWay(refusals.get(i), "anext");
            assertReused(refusals.get(i + 1), REUSED_SEND);
            assertUnderWay(refusals.get(i + 2), "anext");
            assertReused(refusals.get(i + 3), REUSED_SEND);
            assertUnderWay(refusals.get(i + 4), "athrow");
            assertReused(refusals.get(i + 5), REUSED_RAISE);
            assertUnderWay(refusals.get(i + 6), "aclose");
            assertReused(refusals.get(i + 7), REUSED_RAISE);
        }
    }

    static Stream<Throwable> endings() {
        return Stream.of(
                null,
                new StopIteration(1),
                new StopAsyncIteration(),
                new GeneratorExit("g"),
                new IllegalArgumentException("v"),
                new IOException("checked"));
    }

    /**
     * The end of the body: both stop exceptions become an error, as they would be taken for an end; all others come
     * out.
     */
    @ParameterizedTest
    @MethodSource("endings")
    void ag_011_the_ways_in_which_a_body_ends(Throwable ending) {
        for (boolean afterYield : List.of(false, true)) {
            for (boolean afterAwait : List.of(false, true)) {
                AsyncGenerator<Object, Object> g = ending(ending, afterYield, afterAwait);
                if (afterYield) {
                    atYield(g);
                }
                AwaitIterator<Object> step = g.anext().awaitIterator();
                if (afterAwait) {
                    assertThat(step.next()).isEqualTo("A");
                }
                Throwable out = raisedBy(step::next);

                if (ending instanceof StopIteration || ending instanceof StopAsyncIteration) {
                    assertRaisedStop(out, ending);
                } else if (ending == null) {
                    assertEnd(out);
                } else {
                    assertThat(out).isSameAs(ending).hasNoCause().hasNoSuppressedExceptions();
                }
                assertThat(stateOf(g)).isEqualTo(CLOSED);
                assertThat(g.isRunningStep()).isFalse();
                assertEnd(thrown(g.anext()));
            }
        }
    }

    private static AsyncGenerator<Object, Object> ending(Throwable ending, boolean afterYield, boolean afterAwait) {
        return asyncGenerator(y -> {
            if (afterYield) {
                y.yield(1);
            }
            if (afterAwait) {
                suspend("A");
            }
            if (ending instanceof Exception exception) {
                throw exception;
            }
            if (ending instanceof Error error) {
                throw error;
            }
        });
    }

    static void assertRaisedStop(Throwable out, Throwable cause) {
        assertThat(out)
                .isExactlyInstanceOf(CoroutineStateException.class)
                .hasMessage("async generator raised " + cause.getClass().getSimpleName())
                .hasNoSuppressedExceptions();
        assertThat(((CoroutineStateException) out).reason()).isEqualTo(Reason.RAISED_STOP);
        assertThat(out.getCause()).isSameAs(cause);
    }

    @Test
    void ag_062_after_an_exception_there_is_nothing_more() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            y.yield(1);
            throw new IllegalArgumentException("v");
        });

        assertThat(given(g.anext())).isEqualTo(1);
        assertThat(thrown(g.anext()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("v");
        assertEnd(thrown(g.anext()));
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    @Test
    void ag_063_types_tell_generators_steps_and_coroutines_apart() {
        Object g = simple();
        Object step = simple().anext();

        assertThat(g)
                .isInstanceOf(AsyncIterator.class)
                .isInstanceOf(AsyncCloseable.class)
                .isInstanceOf(CoroutineObject.class)
                .isNotInstanceOf(Awaitable.class)
                .isNotInstanceOf(Coroutine.class);
        assertThat(step)
                .isInstanceOf(Awaitable.class)
                .isInstanceOf(AwaitIterator.class)
                .isNotInstanceOf(Coroutine.class)
                .isNotInstanceOf(CoroutineObject.class);
    }

    /** The compiler refuses to await one, or to loop over it; code without types fails where it casts. */
    @Test
    void ag_064_a_generator_itself_is_neither_awaited_nor_looped_over() {
        String made = "AsyncGenerator<Integer, Void> g = AsyncGenerator.asyncGenerator(y -> { y.yield(1); }); ";
        assertThat(AwaitFixtures.compileErrors(made)).isEmpty();
        assertThat(AwaitFixtures.compileErrors(made + "await(g);")).hasSize(1);
        assertThat(AwaitFixtures.compileErrors(made + "for (int i : g) {}")).hasSize(1);
        assertThat(AwaitFixtures.compileErrors(made + "g.next();")).hasSize(1);
        assertThat(AsyncGenerator.class).isNotInstanceOf(Iterable.class);
        assertThat(Iterator.class.isAssignableFrom(AsyncGenerator.class)).isFalse();
        assertThat(Iterable.class.isAssignableFrom(AsyncGenerator.class)).isFalse();
    }

    /** The first value sent takes the place of the value that the step was made with; a fresh generator takes none. */
    @Test
    void ag_067_a_value_sent_first_replaces_the_steps_own() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> y.yield(List.of("got", y.yield(1))));
        atYield(g);
        AwaitIterator<Object> step = g.asend("x").awaitIterator();
        assertThat(returnedBy(() -> step.send("y"))).isEqualTo(List.of("got", "y"));

        var fresh = simple();
        AwaitIterator<Object> first = fresh.anext().awaitIterator();
        assertJustStarted(raisedBy(() -> first.send("y")));
        assertReused(raisedBy(first::next), REUSED_SEND);
        assertThat(stateOf(fresh)).isEqualTo(CREATED);
        assertJustStarted(thrown(fresh.asend("y")));
        assertThat(given(fresh.anext())).isEqualTo(1);
    }

    private static void assertJustStarted(Throwable thrown) {
        assertThat(thrown)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't send non-None value to a just-started async generator")
                .hasNoCause();
    }

    /** What is sent is what the yield gives, typed. */
    @Test
    void ag_067_a_yield_gives_what_is_sent() {
        AsyncGenerator<String, Integer> g = asyncGenerator(y -> {
            int sum = 0;
            for (; ; ) {
                Integer sent = y.yield("sum " + sum);
                sum += sent == null ? 100 : sent;
            }
        });

        assertThat(given(g.anext())).isEqualTo("sum 0");
        assertThat(given(g.asend(1))).isEqualTo("sum 1");
        assertThat(given(g.anext())).isEqualTo("sum 101");
        assertThat(coroutineOver(g).step(null)).hasToString("Returned[value=sum 103]");
    }

    private static Coroutine<String> coroutineOver(AsyncGenerator<String, Integer> g) {
        return coroutine(() -> await(g.asend(2)));
    }
}
