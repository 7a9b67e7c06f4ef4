package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.asyncgen.AsyncGeneratorStepTest.assertRaisedStop;
import static dev.pausa.conformance.fixtures.AsyncFixtures.REUSED_RAISE;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertEnd;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertReused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertUnderWay;
import static dev.pausa.conformance.fixtures.AsyncFixtures.atYield;
import static dev.pausa.conformance.fixtures.AsyncFixtures.given;
import static dev.pausa.conformance.fixtures.AsyncFixtures.paused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.simple;
import static dev.pausa.conformance.fixtures.AsyncFixtures.thrown;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue section on asynchronous generators: {@code araise}, and exceptions raised into steps. */
class AsyncGeneratorRaiseTest {

    /** The body is not entered. */
    @Test
    void ag_020_araise_into_a_fresh_one_closes_it() {
        IOException exception = new IOException("v");
        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            log.add("ran");
            y.yield(1);
        });

        assertThat(thrown(g.araise(exception))).isSameAs(exception).hasNoCause().hasNoSuppressedExceptions();
        assertThat(log).isEmpty();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertEnd(thrown(g.anext()));
    }

    @Test
    void ag_021_an_exception_that_nobody_catches_comes_out() {
        IOException exception = new IOException("v");
        var g = atYield(simple());

        assertThat(thrown(g.araise(exception))).isSameAs(exception);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    private static AsyncGenerator<Object, Object> catching(boolean yieldsAgain, List<Throwable> caught) {
        return asyncGenerator(y -> {
            try {
                y.yield(1);
            } catch (Exception e) {
                caught.add(e);
                if (yieldsAgain) {
                    y.yield("again");
                }
            }
        });
    }

    @Test
    void ag_021_a_body_that_catches_it_yields_again_or_returns() {
        List<Throwable> caught = new ArrayList<>();
        IOException exception = new IOException("v");
        var yielding = atYield(catching(true, caught));
        assertThat(given(yielding.araise(exception))).isEqualTo("again");
        assertThat(stateOf(yielding)).isEqualTo(SUSPENDED);
        assertEnd(thrown(yielding.anext()));

        var returning = atYield(catching(false, caught));
        assertEnd(thrown(returning.araise(exception)));
        assertThat(stateOf(returning)).isEqualTo(CLOSED);
        assertThat(caught).containsExactly(exception, exception);
    }

    @Test
    void ag_022_araise_into_an_exhausted_one_drops_the_exception() {
        var g = simple();
        given(g.anext());
        given(g.anext());
        assertEnd(thrown(g.anext()));

        assertThat(given(g.araise(new IOException("v")))).isNull();
        assertThat(coroutine(() -> "gave " + await(g.araise(new IOException("v"))))
                        .step(null))
                .hasToString("Returned[value=gave null]");
    }

    @Test
    void ag_023_every_step_after_aclose() {
        var g = atYield(simple());
        assertThat(given(g.aclose())).isNull();
        assertThat(stateOf(g)).isEqualTo(CLOSED);

        assertThat(given(g.araise(new IOException("v")))).isNull();
        assertEnd(thrown(g.anext()));
        assertEnd(thrown(g.asend("x")));
        assertThat(given(g.advance())).isEqualTo(false);
        assertThat(given(g.aclose())).isNull();
    }

    /** The step is untouched, and can still be driven. */
    @Test
    void ag_026_araise_and_aclose_take_no_value_first() {
        var closed = atYield(simple());
        AwaitIterator<Void> closing = closed.aclose().awaitIterator();
        assertJustStarted(raisedBy(() -> closing.send("x")));
        assertThat(stateOf(closed)).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> closing.send(null))).isNull();
        assertThat(stateOf(closed)).isEqualTo(CLOSED);

        IOException exception = new IOException();
        var raised = simple();
        AwaitIterator<Object> raising = raised.araise(exception).awaitIterator();
        assertJustStarted(raisedBy(() -> raising.send("x")));
        assertThat(stateOf(raised)).isEqualTo(CREATED);
        assertThat(raisedBy(raising::next)).isSameAs(exception);
    }

    private static void assertJustStarted(Throwable thrown) {
        AwaitFixtures.assertStateError(
                thrown, Reason.JUST_STARTED, "can't send non-None value to a just-started coroutine");
    }

    /** Section 6: an exception that would be taken for an end becomes an error, also where the body was not entered. */
    @Test
    void ag_029_a_stop_raised_into_a_fresh_one_becomes_an_error() {
        for (RuntimeException stop : List.of(new StopAsyncIteration(), new StopIteration("s"))) {
            var g = simple();
            assertRaisedStop(thrown(g.araise(stop)), stop);
            assertThat(stateOf(g)).isEqualTo(CLOSED);

            var atYield = atYield(simple());
            assertRaisedStop(thrown(atYield.araise(stop)), stop);
            assertThat(stateOf(atYield)).isEqualTo(CLOSED);

            var byHand = simple();
            AwaitIterator<Object> step = byHand.anext().awaitIterator();
            assertRaisedStop(raisedBy(() -> step.raise(stop)), stop);
        }
    }

    /** Raised into a step that is paused at an iterator without {@code raise}, and not caught. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ag_065_a_stop_raised_into_a_paused_step_becomes_an_error(boolean isAsync) {
        RuntimeException stop = isAsync ? new StopAsyncIteration() : new StopIteration("s");
        Awaitable<Object> plain = () -> new PlainIterator(1, 2);
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            await(plain);
            y.yield(1);
        });
        AwaitIterator<Object> step = paused(g.anext(), 1);

        assertRaisedStop(raisedBy(() -> step.raise(stop)), stop);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
    }

    @Test
    void ag_065_an_exit_raised_into_a_paused_step_comes_out() {
        GeneratorExit exit = new GeneratorExit("g");
        Awaitable<Object> plain = () -> new PlainIterator(1, 2);
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            await(plain);
            y.yield(1);
        });
        AwaitIterator<Object> step = paused(g.anext(), 1);

        assertThat(raisedBy(() -> step.raise(exit))).isSameAs(exit);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The forms of araise
    // -----------------------------------------------------------------------------------------------------------------

    /** An exception whose constructor throws. */
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Broken() {
            throw new ArithmeticException("ctor");
        }
    }

    private record Form(Function<AsyncGenerator<?, ?>, Awaitable<?>> step, Class<?> type, String message) {}

    private static Arguments form(
            String name, Class<?> type, String message, Function<AsyncGenerator<?, ?>, Awaitable<?>> step) {
        return Arguments.of(name, new Form(step, type, message));
    }

    private static final IOException OWN = new IOException("j");

    static Stream<Arguments> forms() {
        StackTraceElement[] trace = {new StackTraceElement("A", "b", "A.java", 1)};
        return Stream.of(
                form("type", IOException.class, null, g -> g.araise(IOException.class)),
                form("exception", IOException.class, "i", g -> g.araise(new IOException("i"))),
                form("type, message", IOException.class, "m", g -> g.araise(IOException.class, "m")),
                form("type, exception", IOException.class, "j", g -> g.araise(IOException.class, OWN)),
                form("type, null", IOException.class, null, g -> g.araise(IOException.class, null)),
                form(
                        "type, cause",
                        UncheckedIOException.class,
                        "java.io.IOException: j",
                        g -> g.araise(UncheckedIOException.class, OWN)),
                form("type, message, trace", IOException.class, "m", g -> g.araise(IOException.class, "m", trace)),
                form("type, null, null", IOException.class, null, g -> g.araise(IOException.class, null, null)),
                form("constructor throws", ArithmeticException.class, "ctor", g -> g.araise(Broken.class)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void ag_080_all_forms_of_araise(String name, Form form) {
        List<Throwable> seen = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                y.yield(1);
            } catch (Exception e) {
                seen.add(e);
                throw e;
            }
        });
        atYield(g);

        Throwable out = thrown(form.step().apply(g));
        assertThat(out).isExactlyInstanceOf(form.type()).hasMessage(form.message());
        assertThat(seen).containsExactly(out);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        if (name.equals("type, exception")) {
            assertThat(out).isSameAs(OWN);
        }
        if (name.endsWith("trace")) {
            assertThat(out.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .startsWith("A");
        }
    }

    /** What cannot be made into an exception is refused by the call, before there is a step; nothing has changed. */
    @Test
    void ag_080_what_is_no_exception_is_refused() {
        var g = atYield(simple());

        assertThat(raisedBy(() -> g.araise(IOException.class, List.of())))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot make a java.io.IOException to raise");
        assertThat(raisedBy(() -> g.araise((Throwable) null))).isExactlyInstanceOf(NullPointerException.class);
        assertThat(raisedBy(() -> g.araise((Class<IOException>) null))).isExactlyInstanceOf(NullPointerException.class);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(given(g.anext())).isEqualTo(2);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Steps that have not begun
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void ag_047_an_exception_raised_into_a_fresh_step_is_raised_in_the_generator() {
        IOException exception = new IOException("v");
        var fresh = simple();
        AwaitIterator<Object> step = fresh.anext().awaitIterator();
        assertThat(raisedBy(() -> step.raise(exception))).isSameAs(exception);
        assertThat(stateOf(fresh)).isEqualTo(CLOSED);
        assertReused(raisedBy(step::next), AsyncFixtures.REUSED_SEND);

        List<Throwable> caught = new ArrayList<>();
        var atYield = atYield(catching(true, caught));
        AwaitIterator<Object> second = atYield.asend("unused").awaitIterator();
        assertThat(returnedBy(() -> second.raise(exception))).isEqualTo("again");
        assertThat(caught).containsExactly(exception);
        assertThat(stateOf(atYield)).isEqualTo(SUSPENDED);
    }

    /** It is raised instead of the step's own exception, or of the exit. */
    @Test
    void ag_051_an_exception_raised_into_a_fresh_araise_or_aclose_replaces_its_own() {
        IOException direct = new IOException("direct");
        for (boolean closes : List.of(false, true)) {
            List<Throwable> caught = new ArrayList<>();
            var g = atYield(catching(false, caught));
            AwaitIterator<?> step = (closes ? g.aclose() : g.araise(new IOException("own"))).awaitIterator();
            Throwable out = raisedBy(() -> step.raise(direct));
            assertThat(caught).containsExactly(direct);
            assertThat(out).isExactlyInstanceOf(closes ? StopIteration.class : StopAsyncIteration.class);

            var uncaught = atYield(simple());
            AwaitIterator<?> second =
                    (closes ? uncaught.aclose() : uncaught.araise(new IOException("own"))).awaitIterator();
            assertThat(raisedBy(() -> second.raise(direct))).isSameAs(direct);
            assertThat(stateOf(uncaught)).isEqualTo(CLOSED);

            var closed = atYield(simple());
            AwaitIterator<?> third = (closes ? closed.aclose() : closed.araise(new IOException("own"))).awaitIterator();
            third.close();
            assertThat(stateOf(closed)).isEqualTo(CLOSED);
            assertReused(raisedBy(third::next), REUSED_RAISE);
        }
    }

    @Test
    void ag_052_an_exception_raised_into_a_fresh_step_does_not_reach_a_generator_in_a_step() {
        List<Throwable> seen = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                suspend("A");
            } catch (Throwable e) {
                seen.add(e);
                throw e;
            }
            y.yield(1);
        });
        AwaitIterator<Object> first = paused(g.anext(), "A");

        assertUnderWay(raisedBy(() -> g.anext().awaitIterator().raise(new IOException("v"))), "anext");
        assertUnderWay(raisedBy(() -> g.advance().awaitIterator().raise(new IOException("v"))), "anext");
        assertUnderWay(
                raisedBy(() -> g.araise(new IOException("k")).awaitIterator().raise(new IOException("v"))), "athrow");
        assertUnderWay(raisedBy(() -> g.aclose().awaitIterator().raise(new IOException("v"))), "aclose");
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(seen).isEmpty();
        first.close();
        assertThat(seen).singleElement().isExactlyInstanceOf(GeneratorExit.class);
    }

    /** Null is refused first, and nothing has changed. */
    @Test
    void ag_047_null_is_refused() {
        var g = atYield(simple());
        AwaitIterator<Object> step = g.anext().awaitIterator();
        assertThat(raisedBy(() -> step.raise(null))).isExactlyInstanceOf(NullPointerException.class);
        assertThat(returnedBy(step::next)).isEqualTo(2);
        assertThat(raisedBy(() -> step.raise(null))).isExactlyInstanceOf(NullPointerException.class);
    }

    /** One step is used once, also where CPython would step the generator a second time. */
    @Test
    void ag_081_an_araise_that_paused_and_ended_is_used_up() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                y.yield(1);
            } catch (Exception e) {
                y.yield(List.of("y", suspend("A")));
            }
            y.yield("next step");
        });
        atYield(g);
        AwaitIterator<Object> step = paused(g.araise(new IOException()), "A");

        assertThat(returnedBy(() -> step.send("v"))).isEqualTo(List.of("y", "v"));
        assertReused(raisedBy(step::next), REUSED_RAISE);
        assertReused(raisedBy(() -> step.raise(new IOException())), REUSED_RAISE);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(given(g.anext())).isEqualTo("next step");
    }
}
