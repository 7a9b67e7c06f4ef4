package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIgnoredExit;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIsRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRefusal;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures.ClosableIterator;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Catalogue 1.3: the branches of the reference algorithm that no row of 2.1 takes. */
@SuppressWarnings("pausa:catches-exit")
class CoroutineAlgorithmTest {

    // -----------------------------------------------------------------------------------------------------------------
    // await: it = x.__await__(); loop
    // -----------------------------------------------------------------------------------------------------------------

    /** An iterator that ends at its first step makes an await that does not pause. */
    @Test
    void an_iterator_that_ends_at_once_does_not_pause() {
        Awaitable<Object> awaitable = () -> () -> {
            throw new StopIteration("at once");
        };
        assertStop(() -> coroutine(() -> await(awaitable)).send(null), "at once");
    }

    /** What the iterator throws at its first step or a later one is raised at the await. */
    @Test
    void what_next_throws_is_raised_at_the_await() {
        var thrown = new NoSuchElementException();
        for (int pauses = 0; pauses < 2; pauses++) {
            var left = new AtomicInteger(pauses);
            Awaitable<Object> awaitable = () -> () -> {
                if (left.getAndDecrement() == 0) {
                    throw thrown;
                }
                return "pause";
            };
            Coroutine<Object> c = coroutine(() -> {
                try {
                    return await(awaitable);
                } catch (NoSuchElementException e) {
                    return e;
                }
            });
            for (int i = 0; i < pauses; i++) {
                assertThat(c.send(null)).isEqualTo("pause");
            }
            assertThat(stopValue(() -> c.send(null))).isSameAs(thrown);
        }
    }

    /** What the iterator's {@code send} throws is raised at the await; the iterator is not closed. */
    @Test
    void what_send_throws_is_raised_at_the_await() {
        var thrown = new NoSuchElementException();
        var iterator = new ClosableIterator(1, 2) {
            @Override
            public Object send(Object value) {
                throw thrown;
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

        assertThat(stopValue(() -> c.send("x"))).isSameAs(thrown);
        assertThat(iterator.calls).containsExactly("next");
    }

    /** An await that is over is no longer told, nor driven, nor closed. */
    @Test
    void an_await_that_is_over_is_forgotten() {
        var iterator = new ClosableIterator(1);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            await(awaitable);
            return suspend("bare");
        }));

        assertThat(c.send(null)).isEqualTo("bare");
        assertThat(c.awaiting()).isNull();
        c.close();
        assertThat(iterator.calls).containsExactly("next", "next");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // throw
    // -----------------------------------------------------------------------------------------------------------------

    /** GeneratorExit with nothing awaited is raised at the suspend as any exception. */
    @Test
    void generator_exit_at_a_bare_suspend_is_raised_there() {
        var exit = new GeneratorExit("e");
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                assertThat(e).isSameAs(exit);
                return suspend("still here");
            }
        }));

        assertThat(c.raise(exit)).isEqualTo("still here");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> c.send("end"), "end");
    }

    /** GeneratorExit through several levels: each level below gets one of its own, the outermost the one raised. */
    @Test
    void generator_exit_closes_each_level_below_with_its_own_exit() {
        var seen = new ArrayList<GeneratorExit>();
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                seen.add(e);
                throw e;
            }
        });
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } catch (GeneratorExit e) {
                seen.add(e);
                throw e;
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(middle);
            } catch (GeneratorExit e) {
                seen.add(e);
                throw e;
            }
        }));
        var exit = new GeneratorExit("given");

        assertThat(thrownBy(() -> outer.raise(exit))).isSameAs(exit);
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        assertThat(seen.get(2)).isSameAs(exit);
        assertThat(List.of(inner, middle, outer))
                .extracting(CoroutineFixtures::stateOf)
                .containsOnly(CoroutineState.CLOSED);
    }

    /** A GeneratorExit that the body handles: {@code raise} returns the next value or ends, unlike {@code close}. */
    @Test
    void a_handled_generator_exit_lets_raise_go_on() {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                return await(awaitable);
            }
        }));

        assertThat(c.raise(new GeneratorExit())).isEqualTo(2);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> c.send(null), null);
    }

    /** An inner coroutine that catches and pauses is awaited still, and the outer does not notice. */
    @Test
    void an_inner_coroutine_that_catches_and_pauses_is_awaited_still() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (IOException e) {
                return suspend("caught");
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> await(inner)));

        assertThat(outer.raise(new IOException())).isEqualTo("caught");
        assertThat(outer.awaiting()).isSameAs(inner);
        assertStop(() -> outer.send("end"), "end");
    }

    /** GeneratorExit out of an iterator's {@code raise} is an exception at the await; nothing is closed. */
    @Test
    void generator_exit_from_the_iterators_raise_is_raised_at_the_await() {
        var exit = new GeneratorExit();
        var iterator = new ClosableIterator(1, 2) {
            @Override
            public Object raise(Throwable exception) {
                throw exit;
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                return e;
            }
        }));

        assertThat(stopValue(() -> c.raise(new IOException()))).isSameAs(exit);
        assertThat(iterator.calls).containsExactly("next");
    }

    /** An exception that a middle level handles ends there: the levels above get a value. */
    @Test
    void an_exception_handled_half_way_is_a_value_above() {
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } catch (IOException e) {
                return "handled";
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> List.of("outer got", await(middle))));

        assertStop(() -> outer.raise(new IOException()), List.of("outer got", "handled"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // close
    // -----------------------------------------------------------------------------------------------------------------

    /** What an inner coroutine returns while it is closed is lost; the outer closes by its own GeneratorExit. */
    @Test
    void what_the_inner_returns_on_close_is_lost() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return "inner value";
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return List.of("not closed", await(inner));
            } catch (GeneratorExit e) {
                return "outer value";
            }
        }));

        assertThat(outer.closeAndGet()).isEqualTo("outer value");
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
    }

    /** What an inner coroutine throws while it is closed is raised in the outer instead of the GeneratorExit. */
    @Test
    void what_the_inner_throws_on_close_is_raised_in_the_outer() {
        var fromInner = new IOException("inner");
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                throw fromInner;
            }
        });
        Coroutine<Object> middle = coroutine(() -> await(inner));
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(middle);
            } catch (IOException e) {
                return e;
            }
        }));

        assertThat(outer.closeAndGet()).isSameAs(fromInner);
    }

    /** An error handled half way while closing: the levels above get their GeneratorExit all the same. */
    @Test
    void an_error_handled_half_way_does_not_stop_the_close() {
        var log = new ArrayList<String>();
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                throwUnchecked("inner");
            }
        });
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } catch (IllegalStateException e) {
                log.add("middle handled " + e.getMessage());
                return "middle value";
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(middle);
            } catch (GeneratorExit e) {
                log.add("outer exits");
                throw e;
            }
        }));

        assertThat(outer.closeAndGet()).isNull();
        assertThat(log).containsExactly("middle handled inner", "outer exits");
    }

    private static void throwUnchecked(String message) {
        throw new IllegalStateException(message);
    }

    /** An inner coroutine that ignores the exit, and an outer that handles that and pauses: ignored there too. */
    @Test
    void an_outer_that_pauses_after_a_failed_close_ignores_the_exit_itself() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit e) {
                return suspend("inner ignores");
            }
        });
        var seen = new ArrayList<Throwable>();
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } catch (IllegalStateException e) {
                seen.add(e);
                return suspend("outer ignores");
            }
        }));

        assertIgnoredExit(outer::close);
        assertRefusal(seen.get(0), Reason.IGNORED_EXIT, "coroutine ignored GeneratorExit");
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(outer.awaiting()).isNull();
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.SUSPENDED);
        assertStop(() -> outer.send("outer end"), "outer end");
        assertStop(() -> inner.send("inner end"), "inner end");
    }

    /** A middle level that handles its inner's refusal to close and pauses is itself refused at the outer. */
    @Test
    void a_middle_level_that_pauses_on_exit_is_an_error_in_the_outer() {
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } catch (GeneratorExit e) {
                return suspend("middle ignores");
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> await(middle)));

        assertIgnoredExit(outer::close);
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(middle)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
        assertThat(middle.closeAndGet()).isNull();
    }

    /** A level that pauses on exit in an await of another coroutine is refused just the same. */
    @Test
    void a_body_that_awaits_a_pausing_coroutine_on_exit_ignores_the_exit() {
        Coroutine<Object> cleanup = coroutine(() -> suspend("cleanup"));
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                await(cleanup);
            }
        }));

        assertIgnoredExit(c::close);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(c.awaiting()).isSameAs(cleanup);
        assertThat(thrownBy(() -> c.send(null))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A middle level may clean up with awaits that do not pause, or that fail; the outer exits all the same. */
    @Test
    void a_middle_level_may_await_what_does_not_pause_while_it_is_closed() {
        var log = new ArrayList<String>();
        Coroutine<String> quick = coroutine(() -> "quick");
        Awaitable<Object> quickIterator = awaitable(new PlainIterator().returning("quick iterator"));
        Coroutine<Object> failing = coroutine(() -> {
            throw new IOException("failing");
        });
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(inner);
            } finally {
                log.add(await(quick));
                log.add("" + await(quickIterator));
                try {
                    await(failing);
                } catch (IOException e) {
                    log.add(e.getMessage());
                }
            }
        });
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(middle);
            } catch (GeneratorExit e) {
                log.add("outer exits");
                throw e;
            }
        }));

        assertThat(outer.closeAndGet()).isNull();
        assertThat(log).containsExactly("quick", "quick iterator", "failing", "outer exits");
    }

    /** A StopIteration from a nested iterator's {@code close} is an error at the level that awaits it. */
    @Test
    void stop_iteration_from_a_nested_close_is_an_error_above() {
        var stop = new StopIteration("s");
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2) {
            @Override
            public void close() {
                throw stop;
            }
        });
        Coroutine<Object> inner = coroutine(() -> await(awaitable));
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(inner);
            } catch (Throwable e) {
                return e;
            }
        }));

        assertIsRaisedStop((Throwable) outer.closeAndGet(), stop);
    }

    /** Closing runs a body's {@code finally} once; what was never started it does not run at all. */
    @Test
    void close_runs_a_body_once_and_a_fresh_one_not_at_all() {
        var log = new ArrayList<String>();
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                log.add("finally");
            }
        }));
        c.close();
        c.close();
        assertThat(log).containsExactly("finally");

        Coroutine<Boolean> fresh = coroutine(() -> log.add("entered"));
        fresh.close();
        assertThat(log).containsExactly("finally");
    }
}
