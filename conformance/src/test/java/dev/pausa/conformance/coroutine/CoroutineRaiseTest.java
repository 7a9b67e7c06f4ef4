package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRefusal;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.suspended;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures.ClosableIterator;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Catalogue 2.1, rows CO-060 to CO-106: {@code raise}, Python's {@code throw()}. */
@SuppressWarnings("pausa:catches-exit")
class CoroutineRaiseTest {

    /** An exception nobody catches comes out as the same object, checked or not, and the coroutine is CLOSED. */
    @Test
    void co_060_a_raised_exception_comes_out_as_it_is() {
        for (Throwable raised : List.of(new IllegalArgumentException("a"), new IOException("b"), new Error("c"))) {
            Coroutine<Object> c = suspended();
            assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised);
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What cannot be raised
    // -----------------------------------------------------------------------------------------------------------------

    /** Null cannot be raised: the body does not notice, and the coroutine stays SUSPENDED. */
    @Test
    void co_067_null_cannot_be_raised_into_a_suspended_coroutine() {
        Coroutine<Object> c = suspended();

        assertThatNullPointerException().isThrownBy(() -> c.raise((Throwable) null));
        assertThatNullPointerException().isThrownBy(() -> c.raise((Class<? extends Throwable>) null));
        assertThatNullPointerException().isThrownBy(() -> c.stepRaising(null));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> c.send("still there"), "still there");
    }

    /** Null cannot be raised: a fresh coroutine stays CREATED and can be started. */
    @Test
    void co_068_null_cannot_be_raised_into_a_created_coroutine() {
        Coroutine<Object> c = coroutine(() -> 1);

        assertThatNullPointerException().isThrownBy(() -> c.raise((Throwable) null));
        assertThatNullPointerException().isThrownBy(() -> c.raise((Class<? extends Throwable>) null));
        assertThatNullPointerException().isThrownBy(() -> c.stepRaising(null));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
        assertStop(() -> c.send(null), 1);
    }

    /** Null is looked at before the state. */
    @Test
    void co_069_null_is_refused_before_the_state_is_looked_at() {
        Coroutine<Object> c = coroutine(() -> 1);
        c.close();

        assertThatNullPointerException().isThrownBy(() -> c.raise((Throwable) null));
        assertThatNullPointerException().isThrownBy(() -> c.raise((Class<? extends Throwable>) null));
        assertThatNullPointerException().isThrownBy(() -> c.stepRaising(null));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // By state
    // -----------------------------------------------------------------------------------------------------------------

    /** Raised into a fresh coroutine an exception comes straight out: the body never runs, nor catches. */
    @Test
    void co_073_raise_before_the_start_closes_without_entering_the_body() {
        var log = new ArrayList<String>();
        Coroutine<String> c = coroutine(() -> {
            log.add("ran");
            try {
                suspend(1);
                return "not raised";
            } catch (IllegalArgumentException e) {
                return "caught";
            }
        });
        var raised = new IllegalArgumentException("x");

        assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised);
        assertThat(log).isEmpty();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertAlreadyAwaited(() -> c.send(null));
        assertThat(log).isEmpty();
    }

    /** A body that catches and pauses again: {@code raise} returns the next value, and it can go on. */
    @Test
    void co_080_raise_returns_the_next_value_when_the_body_goes_on() {
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (IllegalArgumentException e) {
                return suspend("again");
            }
        }));

        assertThat(c.raise(new IllegalArgumentException())).isEqualTo("again");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> c.send("r"), "r");
    }

    /** A body that catches and returns: {@code raise} ends with its result. */
    @Test
    void co_081_raise_ends_with_the_result_when_the_body_returns() {
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (IllegalArgumentException e) {
                return "ret";
            }
        }));

        assertStop(() -> c.raise(new IllegalArgumentException()), "ret");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A running coroutine refuses; the exception is dropped and the run goes on undisturbed. */
    @Test
    void co_083_a_running_coroutine_refuses_raise_and_drops_the_exception() {
        var self = new AtomicReference<Coroutine<?>>();
        var dropped = new NoSuchElementException("k");
        Coroutine<String> c = coroutine(() -> {
            assertAlreadyExecuting(() -> self.get().raise(dropped));
            suspend(1);
            assertAlreadyExecuting(() -> self.get().raise(dropped));
            return "ok";
        });
        self.set(c);

        assertThat(c.send(null)).isEqualTo(1);
        assertStop(() -> c.send(null), "ok");
        assertThat(dropped).hasNoCause().hasNoSuppressedExceptions();
    }

    /** A finished coroutine refuses, however it ended; the exception is dropped and not even chained. */
    @Test
    void co_084_a_finished_coroutine_refuses_raise_and_drops_the_exception() {
        Coroutine<Object> returned = coroutine(() -> 1);
        assertStop(() -> returned.send(null), 1);
        Coroutine<Object> threw = suspended();
        thrownBy(() -> threw.raise(new IOException()));
        Coroutine<Object> closed = suspended();
        closed.close();
        Coroutine<Object> neverStarted = coroutine(() -> 1);
        neverStarted.close();

        for (Coroutine<?> c : List.of(returned, threw, closed, neverStarted)) {
            var dropped = new IllegalArgumentException("w");
            assertAlreadyAwaited(() -> c.raise(dropped));
            assertThat(dropped).hasNoCause().hasNoSuppressedExceptions();
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Through what it awaits
    // -----------------------------------------------------------------------------------------------------------------

    /** The innermost body gets the exception first; each level may let it pass, replace it or handle it. */
    @Test
    void co_086_the_exception_travels_from_the_innermost_level_outwards() {
        var log = new ArrayList<String>();
        var raised = new IllegalArgumentException("v");
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (IllegalArgumentException e) {
                assertThat(e).isSameAs(raised);
                log.add("inner");
                throw e;
            }
        });
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } catch (IllegalArgumentException e) {
                assertThat(e).isSameAs(raised);
                log.add("mid");
                throw new IOException("m");
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(middle);
            } catch (IOException e) {
                log.add("outer");
                return "done";
            }
        }));

        assertStop(() -> outer.raise(raised), "done");
        assertThat(log).containsExactly("inner", "mid", "outer");
        assertThat(List.of(inner, middle, outer))
                .extracting(CoroutineFixtures::stateOf)
                .containsOnly(CoroutineState.CLOSED);
    }

    /** An iterator whose {@code raise} returns has handled it: the value goes out, and it is awaited still. */
    @Test
    void co_087_what_the_iterators_raise_returns_goes_to_the_driver() {
        var seen = new ArrayList<Throwable>();
        var iterator = new PlainIterator(1, 2, 3) {
            @Override
            public Object raise(Throwable exception) {
                seen.add(exception);
                return "thrown";
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));
        var raised = new IllegalArgumentException();

        assertThat(c.raise(raised)).isEqualTo("thrown");
        assertThat(seen).singleElement().isSameAs(raised);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(c.awaiting()).isSameAs(iterator);
        assertThat(c.send(null)).isEqualTo(2);
    }

    /** A StopIteration out of the iterator's {@code raise} ends the await with its value; the exception is gone. */
    @Test
    void co_088_stop_iteration_from_the_iterators_raise_ends_the_await() {
        var iterator = new PlainIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                throw new StopIteration("sv");
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> List.of("await gave", await(awaitable))));

        assertStop(() -> c.raise(new IllegalArgumentException()), List.of("await gave", "sv"));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Any other exception out of the iterator's {@code raise} is raised at the await. */
    @Test
    void co_089_another_exception_from_the_iterators_raise_is_raised_at_the_await() {
        var other = new NoSuchElementException("from throw");
        var iterator = new PlainIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                throw other;
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (NoSuchElementException e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(new IllegalArgumentException()))).isSameAs(other);
    }

    /** An iterator without {@code raise}: the exception is raised at the await, and the iterator is not closed. */
    @Test
    void co_092_without_raise_it_is_raised_at_the_await_and_nothing_is_closed() {
        var iterator = new ClosableIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        var raised = new IllegalArgumentException();
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (IllegalArgumentException e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(raised))).isSameAs(raised);
        assertThat(iterator.calls).containsExactly("next");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // GeneratorExit
    // -----------------------------------------------------------------------------------------------------------------

    /** GeneratorExit is not passed down by {@code raise}: what is awaited is closed, then it is raised here. */
    @Test
    void co_095_generator_exit_closes_what_is_awaited_first() {
        var iterator = new ClosableIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                calls.add("raise");
                return 0;
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                iterator.calls.add("GeneratorExit in the body");
                throw e;
            }
        }));
        var exit = new GeneratorExit("g");

        assertThat(thrownBy(() -> c.raise(exit))).isSameAs(exit);
        assertThat(iterator.calls).containsExactly("next", "close", "GeneratorExit in the body");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** What the iterator's {@code close} throws is raised at the await instead of the GeneratorExit. */
    @Test
    void co_096_an_exception_from_close_replaces_the_generator_exit() {
        var fromClose = new NoSuchElementException("from close");
        var iterator = new PlainIterator(1, 2) {
            @Override
            public void close() {
                throw fromClose;
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (Throwable e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(new GeneratorExit()))).isSameAs(fromClose);
    }

    /** An inner coroutine that pauses upon GeneratorExit: that error is raised in the outer, and it stays SUSPENDED. */
    @Test
    void co_097_an_inner_coroutine_that_ignores_the_exit_makes_an_error_in_the_outer() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return suspend("ignored");
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } catch (Throwable e) {
                return e;
            }
        }));

        Object seen = stopValue(() -> outer.raise(new GeneratorExit()));
        assertRefusal((Throwable) seen, Reason.IGNORED_EXIT, "coroutine ignored GeneratorExit");
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> inner.send("end"), "end");
    }

    /** What an inner coroutine returns upon GeneratorExit is lost: the outer gets the GeneratorExit all the same. */
    @Test
    void co_098_what_an_inner_coroutine_returns_on_exit_is_lost() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return "inner value";
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } catch (GeneratorExit e) {
                return e;
            }
        }));
        var original = new GeneratorExit("orig");

        assertThat(stopValue(() -> outer.raise(original))).isSameAs(original);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A kind of GeneratorExit. */
    private static final class SpecialExit extends GeneratorExit {
        private static final long serialVersionUID = 1L;
    }

    /** A subclass counts as GeneratorExit: close first, then that very object is raised. */
    @Test
    void co_099_a_subclass_of_generator_exit_closes_first_too() {
        var iterator = new ClosableIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        var exit = new SpecialExit();
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (Throwable e) {
                iterator.calls.add(e.getClass().getSimpleName());
                throw e;
            }
        }));

        assertThat(thrownBy(() -> c.raise(exit))).isSameAs(exit);
        assertThat(iterator.calls).containsExactly("next", "close", "SpecialExit");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // While it is under way, and afterwards
    // -----------------------------------------------------------------------------------------------------------------

    /** While the iterator's {@code raise} runs, the coroutine is RUNNING and refuses to be driven. */
    @Test
    void co_100_it_is_running_while_the_iterators_raise_runs() {
        var self = new AtomicReference<Coroutine<?>>();
        var iterator = new PlainIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                assertThat(stateOf(self.get())).isEqualTo(CoroutineState.RUNNING);
                assertAlreadyExecuting(() -> self.get().send(null));
                return 0;
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));
        self.set(c);

        assertThat(c.raise(new IllegalArgumentException())).isEqualTo(0);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(c.awaiting()).isSameAs(iterator);
    }

    /**
     * An exception that has a stack trace already keeps it, in front of the bodies it went through and of the driver,
     * and nothing is chained to it.
     */
    @Test
    void co_101_a_raised_exception_keeps_its_stack_trace() {
        var raised = new IllegalArgumentException("x");
        StackTraceElement[] before = raised.getStackTrace();
        assertThat(before).isNotEmpty();
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> c = started(coroutine(() -> await(inner)));

        assertThat(thrownBy(() -> c.raise(raised)))
                .isSameAs(raised)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(raised.getStackTrace())
                .startsWith(before[0], new StackTraceElement("dev.pausa.Coroutine", "await", "Coroutine.java", -1))
                .endsWith(before[before.length - 1]);
        assertThat(Arrays.asList(raised.getStackTrace()).subList(2, 4))
                .allMatch(place -> place.getClassName().contains("co_101_a_raised_exception_keeps_its_stack_trace$"));
    }

    /** One exception object can be raised into several coroutines. */
    @Test
    void co_102_the_same_exception_can_be_raised_twice() {
        var raised = new IOException("x");
        Coroutine<Object> a = suspended();
        Coroutine<Object> b = suspended();

        assertThat(thrownBy(() -> a.raise(raised))).isSameAs(raised);
        assertThat(thrownBy(() -> b.raise(raised))).isSameAs(raised);
        assertThat(raised).hasNoCause().hasNoSuppressedExceptions();
    }

    /** Arguments of which no exception can be made are refused before the body is entered: it goes on as it was. */
    @Test
    void co_103_unusable_arguments_leave_it_suspended() {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (Throwable e) {
                return "the body saw " + e;
            }
        }));

        assertThatNullPointerException().isThrownBy(() -> c.raise((Throwable) null));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(thrownBy(() -> c.raise(StackOverflowError.class, 1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThatNullPointerException()
                .isThrownBy(() -> c.raise(IOException.class, null, new StackTraceElement[] {null}));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(c.send(null)).isEqualTo(2);
    }

    /** A {@code finally} block runs once, before {@code raise} throws; a close afterwards runs nothing. */
    @Test
    void co_104_finally_runs_once_before_raise_throws() {
        var log = new ArrayList<String>();
        var raised = new IllegalArgumentException("v");
        Coroutine<Void> c = started(coroutine(() -> {
            try {
                suspend(1);
            } finally {
                log.add("finally");
            }
        }));

        assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised);
        assertThat(log).containsExactly("finally");
        assertThat(c.closeAndGet()).isNull();
        assertThat(log).containsExactly("finally");
    }

    /** What an inner coroutine returns after it caught is the value of the outer's await, which goes on. */
    @Test
    void co_106_what_the_inner_returns_after_catching_is_the_value_of_the_await() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (IllegalArgumentException e) {
                return "recovered";
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            Object value = await(inner);
            return List.of(value, suspend(List.of("next", value)));
        }));

        assertThat(outer.raise(new IllegalArgumentException())).isEqualTo(List.of("next", "recovered"));
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
        assertStop(() -> outer.send("z"), List.of("recovered", "z"));
    }

    /** What comes out of a refusal says nothing about the exception that was dropped. */
    @Test
    void refusals_do_not_mention_what_was_dropped() {
        Coroutine<Object> c = suspended();
        c.close();
        var dropped = new CoroutineStateException(Reason.ALREADY_AWAITED);

        assertThat(thrownBy(() -> c.raise(dropped))).isNotSameAs(dropped).hasNoCause();
    }
}
