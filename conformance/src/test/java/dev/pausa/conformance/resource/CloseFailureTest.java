package dev.pausa.conformance.resource;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncExitStack;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.ForgottenLeftAlone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What fails while a body is closed comes out of the close, as what an {@code __exit__} raises does in Python: also
 * where Java's own statement for resources has suppressed it in the exit.
 */
@ExtendWith(ForgottenLeftAlone.class)
@SuppressWarnings("pausa:catches-exit")
class CloseFailureTest {
    private final IOException failure = new IOException("disk full");
    private final List<Object> log = new ArrayList<>();

    private Coroutine<Object> holding(AutoCloseable resource) {
        return coroutine(() -> {
            try (resource) {
                return suspend("held");
            }
        });
    }

    private AutoCloseable failing() {
        return () -> {
            throw failure;
        };
    }

    private Generator<Integer, Void, Void> yielding(AutoCloseable resource) {
        return generator(g -> {
            try (resource) {
                g.yield(1);
            }
        });
    }

    private AsyncGenerator<Integer, Void> asyncHolding() {
        return asyncGenerator(g -> {
            try (AutoCloseable resource = failing()) {
                g.yield(1);
            }
        });
    }

    private static Object outcomeOf(Awaitable<?> step) {
        try {
            return step.awaitIterator().next();
        } catch (StopIteration end) {
            return end.value();
        }
    }

    @Test
    void closing_a_coroutine_throws_what_its_resource_throws() {
        Coroutine<Object> c = started(holding(failing()));

        assertThat(thrownBy(c::close)).isSameAs(failure);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void closing_throws_what_a_body_adds_to_the_exit_by_itself() {
        assertThat(thrownBy(started(coroutine(() -> {
                    try {
                        return suspend(1);
                    } catch (GeneratorExit exit) {
                        exit.addSuppressed(failure);
                        throw exit;
                    }
                }))::close))
                .isSameAs(failure);
    }

    @Test
    void closing_throws_what_a_method_adds_to_the_exit_that_a_body_passes_to_it() {
        assertThat(thrownBy(started(coroutine(() -> {
                    try {
                        return suspend(1);
                    } catch (Error any) {
                        throw withFailure(any);
                    }
                }))::close))
                .isSameAs(failure);
    }

    @Test
    void closing_throws_what_is_added_to_the_exit_by_a_handler_around_a_finally_block() {
        assertThat(thrownBy(started(coroutine(() -> {
                    Throwable[] kept = new Throwable[1];
                    try {
                        try {
                            return suspend(1);
                        } finally {
                            log.add(failure);
                        }
                    } catch (Error any) {
                        kept[0] = any;
                        kept[0].addSuppressed(failure);
                        throw any;
                    }
                }))::close))
                .isSameAs(failure);
    }

    private <T extends Throwable> T withFailure(T thrown) {
        thrown.addSuppressed(failure);
        return thrown;
    }

    @Test
    void closing_a_generator_throws_what_its_resource_throws() {
        Generator<Integer, Void, Void> g = yielding(failing());
        g.next();

        assertThat(thrownBy(g::closeAndGet)).isSameAs(failure);
    }

    @Test
    void the_awaiting_body_gets_it_at_its_await() {
        Coroutine<Object> outer = started(coroutine(() -> {
            try {
                return await(holding(failing()));
            } catch (IOException caught) {
                log.add(caught);
                throw new IllegalStateException("outer", caught);
            }
        }));

        assertThat(thrownBy(outer::close))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
        assertThat(log).containsExactly(failure);
    }

    @Test
    void the_delegating_generator_gets_it_at_its_yieldFrom() {
        Generator<Integer, Void, Void> outer = generator(g -> {
            try {
                g.yieldFrom(yielding(failing()));
            } catch (Throwable caught) {
                log.add(caught);
            }
        });
        outer.next();

        outer.close();

        assertThat(log).containsExactly(failure);
    }

    /** Python: the failure replaces the exception that was raised in. */
    @Test
    void raising_an_exit_throws_what_a_resource_throws() {
        Coroutine<Object> c = started(holding(failing()));

        assertThat(thrownBy(() -> c.raise(new GeneratorExit()))).isSameAs(failure);
    }

    /** The failure of the first is not the second one's: an exit without a stack trace may well be a constant. */
    @Test
    void one_exit_may_be_raised_again() {
        GeneratorExit exit = new GeneratorExit();
        assertThat(thrownBy(() -> started(holding(failing())).raise(exit))).isSameAs(failure);

        assertThat(thrownBy(() -> started(holding(() -> {})).raise(exit))).isSameAs(exit);

        IOException second = new IOException("second");
        Coroutine<Object> c = started(holding(() -> {
            throw second;
        }));
        assertThat(thrownBy(() -> c.raise(exit))).isSameAs(second);
    }

    @Test
    void an_exit_of_the_bodys_own_is_replaced_too() {
        Coroutine<Object> c = coroutine(() -> {
            try (AutoCloseable resource = failing()) {
                throw new GeneratorExit();
            }
        });

        assertThat(thrownBy(() -> c.send(null))).isSameAs(failure);
    }

    @Test
    void of_two_failures_the_inner_ones_comes_out_and_shows_the_outer_ones() {
        IOException outer = new IOException("outer");
        Coroutine<Object> c = started(coroutine(() -> {
            try (AutoCloseable first = () -> {
                        throw outer;
                    };
                    AutoCloseable second = failing()) {
                return suspend(1);
            }
        }));

        assertThat(thrownBy(c::close)).isSameAs(failure);
        assertThat(failure).hasSuppressedException(outer);
    }

    @Test
    void the_ignored_exit_of_a_generator_that_is_closed_on_the_way_comes_out() {
        Generator<Integer, Void, Void> stubborn = generator(g -> {
            try {
                g.yield(1);
            } catch (GeneratorExit ignored) {
                g.yield(2);
            }
        });
        stubborn.next();
        Coroutine<Object> c = started(holding(stubborn));

        assertThat(thrownBy(c::close))
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo(Reason.IGNORED_EXIT));
    }

    /** It would be taken for the end. */
    @Test
    void a_stop_that_a_resource_throws_becomes_an_error() {
        StopIteration stop = new StopIteration(1);
        Coroutine<Object> c = started(holding(() -> {
            throw stop;
        }));

        assertThat(thrownBy(c::close)).isInstanceOfSatisfying(CoroutineStateException.class, thrown -> {
            assertThat(thrown.reason()).isEqualTo(Reason.RAISED_STOP);
            assertThat(thrown).hasCause(stop);
        });
    }

    @Test
    void an_exit_that_a_resource_throws_is_an_exit() {
        started(holding(() -> {
                    throw new GeneratorExit();
                }))
                .close();
    }

    @Test
    void a_body_that_catches_the_exit_has_handled_what_it_shows() {
        Coroutine<Object> c = started(coroutine(() -> {
            try (AutoCloseable resource = failing()) {
                return suspend(1);
            } catch (GeneratorExit exit) {
                log.add(exit.getSuppressed()[0]);
                return "handled";
            }
        }));

        assertThat(c.closeAndGet()).isEqualTo("handled");
        assertThat(log).containsExactly(failure);
    }

    @Test
    void closing_an_asynchronous_generator_throws_it() {
        AsyncGenerator<Integer, Void> ag = asyncHolding();
        outcomeOf(ag.anext());

        assertThat(thrownBy(() -> outcomeOf(ag.aclose()))).isSameAs(failure);
    }

    @Test
    void closing_a_step_throws_it() {
        AsyncGenerator<Integer, Void> ag = asyncGenerator(g -> {
            try (AutoCloseable resource = failing()) {
                suspend("in the step");
                g.yield(1);
            }
        });
        var step = ag.anext().awaitIterator();
        step.next();

        assertThat(thrownBy(step::close)).isSameAs(failure);
    }

    @Test
    void closing_a_step_that_has_not_begun_throws_it() {
        AsyncGenerator<Integer, Void> ag = asyncHolding();
        outcomeOf(ag.anext());

        assertThat(thrownBy(() -> ag.anext().awaitIterator().close())).isSameAs(failure);
    }

    /** The asynchronous resource around it sees the failure and not the exit. */
    @Test
    void a_block_is_left_with_it() {
        AsyncResource<String> resource = new AsyncResource<>() {
            @Override
            public Awaitable<String> enter() {
                return coroutine(() -> "r");
            }

            @Override
            public Awaitable<Boolean> exit(Throwable thrown) {
                return coroutine(() -> {
                    log.add(thrown);
                    return false;
                });
            }
        };
        Coroutine<Object> c = started(coroutine(() -> {
            await(with(resource, r -> {
                try (AutoCloseable inner = failing()) {
                    suspend("in the block");
                }
            }));
            return null;
        }));

        assertThat(thrownBy(c::close)).isSameAs(failure);
        assertThat(log).containsExactly(failure);
    }

    /** The exit that an exit stack is left with by hand may show something already. */
    @Test
    void what_replaces_an_exit_shows_what_that_showed() {
        IOException second = new IOException("callback");
        Coroutine<Object> c = started(coroutine(() -> {
            AsyncExitStack stack = new AsyncExitStack();
            stack.callback(() -> {
                throw second;
            });
            try {
                try (AutoCloseable resource = failing()) {
                    return suspend(1);
                }
            } catch (Throwable thrown) {
                await(stack.exit(thrown));
                throw thrown;
            }
        }));

        assertThat(thrownBy(c::close)).isSameAs(second);
        assertThat(second).hasSuppressedException(failure);
    }

    @Test
    void a_stream_that_is_yielded_throws_what_its_closing_throws() {
        Generator<Integer, Void, Void> g = generator(y -> {
            try (AutoCloseable outer = failing()) {
                y.yieldAll(Stream.of(1, 2).onClose(() -> {
                    throw new IllegalStateException("stream");
                }));
            }
        });
        g.next();

        assertThat(thrownBy(g::close)).hasMessage("stream").hasSuppressedException(failure);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One object that fails again and again
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_failure_that_replaces_a_thousand_others_shows_ten() {
        AsyncResource<String> broken = new AsyncResource<>() {
            @Override
            public Awaitable<String> enter() {
                return coroutine(() -> "r");
            }

            @Override
            public Awaitable<Boolean> exit(Throwable thrown) {
                return coroutine(() -> {
                    throw failure;
                });
            }
        };
        for (int i = 0; i < 1000; i++) {
            Coroutine<Object> c = coroutine(() -> await(with(broken, r -> {
                throw new IllegalStateException("block");
            })));
            assertThat(thrownBy(() -> c.send(null))).isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).hasSize(10);
    }

    @Test
    void a_failure_that_goes_through_a_thousand_failing_iterators_shows_ten() {
        for (int i = 0; i < 1000; i++) {
            Generator<Integer, Void, Void> g =
                    generator(y -> y.yieldAll(Stream.of(1).onClose(() -> {
                        throw new IllegalStateException("stream");
                    })));
            g.next();
            assertThat(thrownBy(() -> g.raise(failure))).isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).hasSize(10);
    }

    @Test
    void a_failure_of_a_thousand_closes_shows_ten() {
        for (int i = 0; i < 1000; i++) {
            Coroutine<Object> c = started(coroutine(() -> {
                try (AutoCloseable first = () -> {
                            throw new IOException("first");
                        };
                        AutoCloseable second = failing()) {
                    return suspend(1);
                }
            }));
            assertThat(thrownBy(c::close)).isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).hasSize(10);
    }
}
