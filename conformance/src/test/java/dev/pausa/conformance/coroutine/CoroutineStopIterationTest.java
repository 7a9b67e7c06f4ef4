package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIsRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.suspended;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Catalogue 2.1, rows CO-075 to CO-078 and CO-140 to CO-145, and section 6: a StopIteration that somebody throws is an
 * exception like any other, and never the end of a body.
 */
class CoroutineStopIterationTest {

    /** A kind of StopIteration. */
    private static final class SpecialStop extends StopIteration {
        private static final long serialVersionUID = 1L;

        SpecialStop(Object value) {
            super(value);
        }
    }

    static Stream<StopIteration> stops() {
        return Stream.of(new StopIteration(), new StopIteration(1), new SpecialStop("sub"));
    }

    /** Raised into a fresh coroutine it is an error and not a return; the body is not entered. */
    @ParameterizedTest
    @MethodSource("stops")
    void co_075_stop_iteration_raised_before_the_start_is_an_error(StopIteration stop) {
        var entered = new AtomicReference<Object>();
        Coroutine<Object> c = coroutine(() -> {
            entered.set("yes");
            return suspend(1);
        });

        assertRaisedStop(() -> c.raise(stop), stop);
        assertThat(entered).hasNullValue();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Raised at a suspension and not caught it is an error; the innermost body makes it, the outer pass it on. */
    @ParameterizedTest
    @MethodSource("stops")
    void co_076_stop_iteration_raised_at_a_suspension_is_an_error(StopIteration stop) {
        Coroutine<Object> c = suspended();
        assertRaisedStop(() -> c.raise(stop), stop);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        var seen = new AtomicReference<Throwable>();
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } catch (Throwable e) {
                seen.set(e);
                throw e;
            }
        }));
        assertRaisedStop(() -> outer.raise(stop), stop);
        assertIsRaisedStop(seen.get(), stop);
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Raised at the await of an iterator without {@code raise} it is an error, and not the end of the await. */
    @ParameterizedTest
    @MethodSource("stops")
    void co_077_stop_iteration_raised_at_a_plain_iterator_is_an_error(StopIteration stop) {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));

        assertRaisedStop(() -> c.raise(stop), stop);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** There the body can catch it, the very object. */
    @ParameterizedTest
    @MethodSource("stops")
    void co_078_the_body_can_catch_a_raised_stop_iteration(StopIteration stop) {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return List.of("result", await(awaitable));
            } catch (StopIteration e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(stop))).isSameAs(stop);
    }

    /** Thrown by the body it is an error with it as the cause, before a pause, after one, and through an await. */
    @ParameterizedTest
    @MethodSource("stops")
    void co_140_stop_iteration_thrown_by_the_body_is_an_error(StopIteration stop) {
        Coroutine<Object> atOnce = coroutine(() -> {
            throw stop;
        });
        Coroutine<Object> later = started(coroutine(() -> {
            suspend(1);
            throw stop;
        }));
        Coroutine<Object> inner = coroutine(() -> {
            throw stop;
        });
        Coroutine<Object> outer = coroutine(() -> await(inner));

        for (Coroutine<?> c : List.of(atOnce, later, outer)) {
            assertRaisedStop(() -> c.send(null), stop);
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    /** An error of the same words that the body throws itself passes through untouched. */
    @Test
    void co_145_the_same_error_thrown_by_the_body_passes_untouched() {
        for (RuntimeException error : List.of(
                new IllegalStateException("coroutine raised StopIteration"),
                new CoroutineStateException(Reason.RAISED_STOP))) {
            Coroutine<Object> atOnce = coroutine(() -> {
                throw error;
            });
            Coroutine<Object> later = started(coroutine(() -> {
                suspend(1);
                throw error;
            }));

            assertThat(thrownBy(() -> atOnce.send(null))).isSameAs(error).hasNoCause();
            assertThat(thrownBy(() -> later.send(null))).isSameAs(error).hasNoCause();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The edges: who threw it decides
    // -----------------------------------------------------------------------------------------------------------------

    /** An iterator that hands back the very StopIteration it was given has not handled it: raised at the await. */
    @Test
    void the_same_stop_iteration_back_from_raise_is_raised_at_the_await() {
        var stop = new StopIteration("given");
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                throw (StopIteration) exception;
            }
        });
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return List.of("result", await(awaitable));
            } catch (StopIteration e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(stop))).isSameAs(stop);
    }

    /** Another StopIteration from there ends the await, even when a StopIteration was raised. */
    @Test
    void another_stop_iteration_back_from_raise_ends_the_await() {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                throw new StopIteration("own");
            }
        });
        Coroutine<Object> c = started(coroutine(() -> List.of("result", await(awaitable))));

        assertThat(stopValue(() -> c.raise(new StopIteration("given")))).isEqualTo(List.of("result", "own"));
    }

    /** {@code step} gives errors of this kind as {@code send} does, and never a result. */
    @Test
    void step_does_not_take_a_thrown_stop_iteration_for_the_end() {
        var stop = new StopIteration("x");
        Coroutine<Object> throwing = coroutine(() -> {
            throw stop;
        });
        assertRaisedStop(() -> throwing.step(null), stop);
        assertRaisedStop(() -> suspended().stepRaising(stop), stop);
        assertRaisedStop(() -> coroutine(() -> 1).stepRaising(stop), stop);
    }
}
