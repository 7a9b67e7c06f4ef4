package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIgnoredExit;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.suspended;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures.ClosableIterator;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Catalogue 2.1, rows CO-112 to CO-135: {@code close}, and what it returns: {@code closeAndGet}. */
@SuppressWarnings("pausa:leaves-finally")
public class CoroutineCloseTest {

    /** Without any handler closing just ends it. */
    @Test
    void co_112_close_without_a_handler_ends_it() {
        Coroutine<Object> c = suspended();
        assertThat(c.closeAndGet()).isNull();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        Coroutine<Object> d = suspended();
        d.close();
        assertThat(stateOf(d)).isEqualTo(CoroutineState.CLOSED);
    }

    /** What the body returns on GeneratorExit is what {@code closeAndGet} returns, once. */
    @Test
    void co_113_close_gives_what_the_body_returns_on_the_way_out() {
        Supplier<Coroutine<Object>> make = () -> started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return "val";
            }
        }));

        Coroutine<Object> c = make.get();
        assertThat(c.closeAndGet()).isEqualTo("val");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(c.closeAndGet()).isNull();

        Coroutine<Object> d = make.get();
        d.close();
        assertThat(stateOf(d)).isEqualTo(CoroutineState.CLOSED);
        assertThat(d.closeAndGet()).isNull();
    }

    /** A body that catches GeneratorExit and falls off its end closes with null. */
    @Test
    void co_114_a_body_that_catches_the_exit_and_ends_closes_with_null() {
        Coroutine<Void> c = started(coroutine(() -> {
            try {
                suspend(1);
            } catch (GeneratorExit e) {
                // falls off the end
            }
        }));

        assertThat(c.closeAndGet()).isNull();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A body that catches GeneratorExit and pauses: an error, and it is SUSPENDED still and can be resumed. */
    @Test
    void co_115_a_body_that_pauses_on_exit_is_an_error_and_stays_suspended() {
        Coroutine<String> c = started(coroutine(() -> {
            try {
                suspend(1);
            } catch (GeneratorExit e) {
                suspend("again");
            }
            return "end";
        }));

        assertIgnoredExit(c::close);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> c.send(null), "end");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A {@code finally} that pauses is an error too; once it is resumed the GeneratorExit goes on outwards. */
    @Test
    void co_116_a_finally_that_pauses_is_an_error_and_the_exit_goes_on_later() {
        var log = new ArrayList<String>();
        Coroutine<Void> c = started(coroutine(() -> {
            try {
                suspend(1);
            } finally {
                suspend("cleanup");
                log.add("cleaned");
            }
        }));

        assertIgnoredExit(c::close);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(thrownBy(() -> c.send(null))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(log).containsExactly("cleaned");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A {@code finally} may await what does not pause. */
    @Test
    void co_117_a_finally_may_await_what_does_not_pause() {
        var log = new ArrayList<String>();
        Coroutine<Integer> quick = coroutine(() -> {
            log.add("quick");
            return 1;
        });
        Coroutine<Void> c = started(coroutine(() -> {
            try {
                suspend(1);
            } finally {
                log.add("got " + await(quick));
            }
        }));

        assertThat(c.closeAndGet()).isNull();
        assertThat(log).containsExactly("quick", "got 1");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A body that throws StopIteration upon GeneratorExit: the error says so, with it as the cause. */
    @Test
    void co_119_a_stop_iteration_thrown_on_exit_is_an_error() {
        var stop = new StopIteration("si");
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                throw stop;
            }
        }));

        assertRaisedStop(c::close, stop);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A kind of GeneratorExit. */
    private static final class SpecialExit extends GeneratorExit {
        private static final long serialVersionUID = 1L;

        SpecialExit(String message) {
            super(message);
        }
    }

    /** Any GeneratorExit out of the body counts as closed, also another one or a subclass. */
    @Test
    void co_120_any_generator_exit_counts_as_closed() {
        for (GeneratorExit other : List.of(new GeneratorExit("new"), new SpecialExit("other"))) {
            Coroutine<Object> c = started(coroutine(() -> {
                try {
                    return suspend(1);
                } catch (GeneratorExit e) {
                    throw other;
                }
            }));

            assertThat(c.closeAndGet()).isNull();
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it awaits is closed first
    // -----------------------------------------------------------------------------------------------------------------

    /** An inner coroutine is closed altogether before the outer gets its GeneratorExit. */
    @Test
    void co_123_the_inner_coroutine_is_closed_before_the_outer() {
        var log = new ArrayList<String>();
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                log.add("inner");
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } finally {
                log.add("outer, inner is " + stateOf(inner));
            }
        }));

        assertThat(outer.closeAndGet()).isNull();
        assertThat(log).containsExactly("inner", "outer, inner is CLOSED");
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
    }

    /** An awaited iterator is closed before the body gets its GeneratorExit. */
    @Test
    void co_124_the_iterator_is_closed_before_the_body_gets_the_exit() {
        var iterator = new ClosableIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                iterator.calls.add("GeneratorExit");
                throw e;
            }
        }));

        assertThat(c.closeAndGet()).isNull();
        assertThat(iterator.calls).containsExactly("next", "close", "GeneratorExit");
    }

    /** An iterator without a {@code close} of its own is passed over. */
    @Test
    void co_125_an_iterator_without_close_is_passed_over() {
        for (Awaitable<Object> awaitable :
                List.<Awaitable<Object>>of(awaitable(new PlainIterator(1, 2)), awaitable(() -> "a lambda"))) {
            Coroutine<Object> c = started(coroutine(() -> await(awaitable)));
            assertThat(c.closeAndGet()).isNull();
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    private static PlainIterator failingToClose(RuntimeException fromClose) {
        return new PlainIterator(1, 2) {
            @Override
            public void close() {
                throw fromClose;
            }
        };
    }

    /** What the iterator's {@code close} throws is raised at the await and comes out of closing. */
    @Test
    void co_126_an_exception_from_the_iterators_close_is_raised_at_the_await() {
        var fromClose = new NoSuchElementException("sub");
        var seen = new AtomicReference<Throwable>();
        Awaitable<Object> awaitable = awaitable(failingToClose(fromClose));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (Throwable e) {
                seen.set(e);
                throw e;
            }
        }));

        assertThat(thrownBy(c::close)).isSameAs(fromClose).hasNoCause().hasNoSuppressedExceptions();
        assertThat(seen.get()).isSameAs(fromClose);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A body that handles that exception closes normally, with what it returns. */
    @Test
    void co_127_a_body_that_handles_the_exception_from_close_closes_normally() {
        Awaitable<Object> awaitable = awaitable(failingToClose(new NoSuchElementException("sub")));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (NoSuchElementException e) {
                return "r";
            }
        }));

        assertThat(c.closeAndGet()).isEqualTo("r");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** StopIteration from the iterator's {@code close} is an exception like any other; GeneratorExit means closed. */
    @Test
    void co_128_stop_iteration_from_close_is_an_error_and_generator_exit_is_not() {
        var stop = new StopIteration("s");
        Awaitable<Object> stopping = awaitable(failingToClose(stop));
        Coroutine<Object> c = started(coroutine(() -> await(stopping)));
        assertRaisedStop(c::close, stop);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        var exit = new GeneratorExit("g");
        Awaitable<Object> exiting = awaitable(new PlainIterator(1, 2) {
            @Override
            public void close() {
                throw exit;
            }
        });
        var seen = new AtomicReference<Throwable>();
        Coroutine<Object> d = started(coroutine(() -> {
            try {
                return await(exiting);
            } catch (GeneratorExit e) {
                seen.set(e);
                throw e;
            }
        }));
        assertThat(d.closeAndGet()).isNull();
        assertThat(seen.get()).isSameAs(exit);
        assertThat(stateOf(d)).isEqualTo(CoroutineState.CLOSED);
    }

    /** An inner coroutine that pauses on exit: the outer gets that error and ends by it; the inner stays SUSPENDED. */
    @Test
    void co_130_an_inner_coroutine_that_ignores_the_exit_fails_the_close_of_the_outer() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return suspend(2);
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> await(inner)));

        assertIgnoredExit(outer::close);
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> inner.send("end"), "end");
    }

    /** While the iterator's {@code close} runs the coroutine is RUNNING, awaits nothing, and refuses all drivers. */
    @Test
    void co_131_it_is_running_while_the_iterators_close_runs() {
        var self = new AtomicReference<Coroutine<?>>();
        var closes = new AtomicInteger();
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2) {
            @Override
            public void close() {
                closes.incrementAndGet();
                assertThat(stateOf(self.get())).isEqualTo(CoroutineState.RUNNING);
                assertAlreadyExecuting(() -> self.get().send(null));
                assertAlreadyExecuting(() -> self.get().raise(new IllegalArgumentException()));
                assertAlreadyExecuting(() -> self.get().close());
                assertThat(self.get().awaiting()).isNull();
            }
        });
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));
        self.set(c);

        assertThat(c.closeAndGet()).isNull();
        assertThat(closes).hasValue(1);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Each close closes what is awaited then, also the same iterator awaited again. */
    @Test
    void co_133_each_close_closes_what_is_awaited_then() {
        var iterator = new ClosableIterator(1, 2, 3, 4);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Void> c = started(coroutine(() -> {
            try {
                await(awaitable);
            } catch (GeneratorExit e) {
                try {
                    await(awaitable);
                } catch (GeneratorExit again) {
                    iterator.calls.add("second GeneratorExit");
                }
            }
        }));

        assertIgnoredExit(c::close);
        assertThat(iterator.calls).containsExactly("next", "close", "next");
        assertThat(c.awaiting()).isSameAs(iterator);
        assertThat(c.closeAndGet()).isNull();
        assertThat(iterator.calls).containsExactly("next", "close", "next", "close", "second GeneratorExit");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    @SuppressWarnings("finally")
    private static Coroutine<Integer> returningInFinally() {
        return started(coroutine(() -> {
            try {
                suspend(1);
            } finally {
                return 5;
            }
        }));
    }

    /** A return in {@code finally} wins: over GeneratorExit, and over an exception that was raised. */
    @Test
    void co_134_a_return_in_finally_wins() {
        Coroutine<Integer> c = returningInFinally();
        assertThat(c.closeAndGet()).isEqualTo(5);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        Coroutine<Integer> d = returningInFinally();
        assertStop(() -> d.raise(new IllegalArgumentException()), 5);
        assertThat(stateOf(d)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Each close raises a fresh GeneratorExit where the body stands then, until the body gives in. */
    @Test
    void co_135_each_close_raises_a_fresh_generator_exit() {
        var seen = new ArrayList<GeneratorExit>();
        Coroutine<String> c = started(coroutine(() -> {
            for (int i = 0; i < 2; i++) {
                try {
                    suspend(i);
                } catch (GeneratorExit e) {
                    seen.add(e);
                }
            }
            return "end";
        }));

        assertIgnoredExit(c::close);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(seen).hasSize(1);
        assertThat(c.closeAndGet()).isEqualTo("end");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).isNotSameAs(seen.get(1));
    }
}
