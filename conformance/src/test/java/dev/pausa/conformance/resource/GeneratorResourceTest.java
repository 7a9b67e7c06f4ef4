package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.resource;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.failing;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.run;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIgnoredExit;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncWithFixtures;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Log;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Catalogue section CL: resources written as asynchronous generators, and things that are closed at the end of a block.
 */
class GeneratorResourceTest {

    private final Log log = new Log();

    /** Lets everything through, and takes note of its way out. */
    private AsyncResource<Integer> passing() {
        return resource(g -> {
            try {
                g.yield(1);
                log.add("ended well");
            } finally {
                log.add("finally");
            }
        });
    }

    /** Handles every exception. */
    private AsyncResource<Integer> dropping() {
        return resource(g -> {
            try {
                g.yield(1);
            } catch (Exception e) {
                log.add("dropped " + AsyncWithFixtures.show(e));
            }
        });
    }

    private Coroutine<String> throwingIn(AsyncResource<?> resource, Throwable thrown) {
        return coroutine(() -> {
            await(with(resource, r -> {
                log.add("body " + r);
                if (thrown instanceof Error error) {
                    throw error;
                }
                if (thrown != null) {
                    throw (Exception) thrown;
                }
            }));
            return "after";
        });
    }

    private static void assertStateError(Throwable thrown, Reason reason, String pattern, Throwable... suppressed) {
        assertThat(thrown)
                .isExactlyInstanceOf(CoroutineStateException.class)
                .hasMessageMatching(pattern)
                .hasNoCause();
        assertThat(((CoroutineStateException) thrown).reason()).isEqualTo(reason);
        assertThat(thrown.getSuppressed()).containsExactly(suppressed);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Rows
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void cl_001_what_stands_before_the_yield_enters_and_what_stands_behind_it_leaves() {
        AsyncResource<Object> paused = resource(g -> {
            log.add("enter " + suspend("entering"));
            g.yield(42);
            log.add("exit " + suspend("leaving"));
        });
        Coroutine<Object> c = coroutine(() -> after(await(withReturning(paused, r -> {
            log.add("body " + r);
            return suspend("in");
        }))));

        assertThat(c.send(null)).isEqualTo("entering");
        assertThat(c.send("a")).isEqualTo("in");
        assertThat(c.send("b")).isEqualTo("leaving");
        assertStop(() -> c.send("c"), "after b");
        assertThat(log).containsExactly("enter a", "body 42", "exit c");
    }

    private static String after(Object value) {
        return "after " + value;
    }

    @Test
    void cl_004_a_generator_that_yields_again_after_the_blocks_exception_did_not_stop() {
        AsyncResource<Integer> twice = resource(g -> {
            try {
                g.yield(1);
            } catch (ArithmeticException e) {
                try {
                    g.yield(2);
                } finally {
                    log.add("closed");
                }
            }
        });
        ArithmeticException thrown = new ArithmeticException("/ by zero");

        assertStateError(
                thrownBy(() -> throwingIn(twice, thrown).send(null)),
                Reason.DID_NOT_STOP,
                "generator didn't stop after araise\\(\\): the body of the resource"
                        + " GeneratorResourceTest\\.cl_004_\\w+ yielded a second time, at"
                        + " .*GeneratorResourceTest\\.java:\\d+\\)",
                thrown);
        assertThat(log).containsExactly("body 1", "closed");
    }

    @Test
    void cl_007_it_can_be_entered_once() {
        AsyncResource<Integer> once = passing();
        assertThat(run(throwingIn(once, null))).isEqualTo("after");

        assertStateError(
                thrownBy(() -> throwingIn(once, null).send(null)),
                Reason.ALREADY_AWAITED,
                "cannot reuse already entered resource GeneratorResourceTest\\.passing: make a new one for each with");
        assertThat(log).containsExactly("body 1", "ended well", "finally");

        AsyncResource<Integer> nested = passing();
        Coroutine<Void> twice = coroutine(() -> await(with(nested, outer -> await(with(nested, inner -> {})))));
        assertStateError(
                thrownBy(() -> twice.send(null)), Reason.ALREADY_AWAITED, "cannot reuse already entered resource .*");
    }

    private Coroutine<Integer> decorated(int argument) {
        return withReturning(
                resource(g -> {
                    log.add("in");
                    g.yield(null);
                    log.add("out");
                }),
                unused -> {
                    log.add("fn");
                    return argument;
                });
    }

    @Test
    void cl_008_a_method_that_makes_a_new_resource_per_call_can_be_called_again() {
        assertThat(run(decorated(5))).isEqualTo(5);
        assertThat(run(decorated(6))).isEqualTo(6);
        assertThat(log).containsExactly("in", "fn", "out", "in", "fn", "out");
    }

    private AsyncGenerator<Integer, Void> rows() {
        return AsyncGenerator.asyncGenerator(g -> {
            try {
                g.yield(1);
                g.yield(2);
            } finally {
                log.add("finally");
            }
        });
    }

    @Test
    void cl_009_closing_awaits_aclose_on_every_way_out() {
        Coroutine<String> leftEarly = coroutine(() -> {
            await(with(closing(rows()), rows -> log.add("row " + await(rows.anext()))));
            return "end";
        });
        assertThat(run(leftEarly)).isEqualTo("end");

        IOException failure = new IOException("v");
        Coroutine<Void> failed = coroutine(() -> await(with(closing(rows()), rows -> {
            log.add("row " + await(rows.anext()));
            throw failure;
        })));
        assertThat(thrownBy(() -> failed.send(null))).isSameAs(failure).hasNoSuppressedExceptions();

        Coroutine<Void> closed = coroutine(() -> await(with(closing(rows()), rows -> {
            log.add("row " + await(rows.anext()));
            suspend("in");
        })));
        closed.send(null);
        closed.close();

        AsyncGenerator<Integer, Void> unused = rows();
        run(with(closing(unused), rows -> {}));
        assertThat(stateOf(unused)).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).containsExactly("row 1", "finally", "row 1", "finally", "row 1", "finally");
    }

    /** In Java an interface cannot know that what the block gets is its own type; {@code closing} does. */
    @Test
    void cl_012_closing_gives_the_thing_itself() {
        AsyncCloseable thing = () -> coroutine(() -> {
            log.add("closed");
        });

        assertThat(run(AsyncResource.<AsyncCloseable, Boolean>withReturning(closing(thing), t -> t == thing)))
                .isEqualTo(true);
        assertThat(log).containsExactly("closed");
        assertThat(AsyncCloseable.class.getMethods())
                .singleElement()
                .extracting("name")
                .isEqualTo("aclose");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // All that contextlib.asynccontextmanager knows
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_generator_that_does_not_yield_is_an_error_and_the_block_does_not_run() {
        AsyncResource<Integer> empty = resource(g -> {
            if (!log.isEmpty()) {
                g.yield(1);
            }
        });

        assertStateError(
                thrownBy(() -> throwingIn(empty, null).send(null)),
                Reason.DID_NOT_YIELD,
                "generator didn't yield: the body of the resource GeneratorResourceTest\\.a_generator_\\w+"
                        + " ended before it" + " yielded what the block gets");
        assertThat(log).isEmpty();
    }

    @Test
    void a_generator_that_yields_again_after_a_good_block_did_not_stop_and_is_closed() {
        AsyncResource<Integer> twice = resource(g -> {
            g.yield(1);
            try {
                g.yield(2);
            } finally {
                log.add("closed");
            }
        });

        assertStateError(
                thrownBy(() -> throwingIn(twice, null).send(null)),
                Reason.DID_NOT_STOP,
                "generator didn't stop: the body of the resource .* yielded a second time, at .*:\\d+\\)");
        assertThat(log).containsExactly("body 1", "closed");
    }

    /** What goes wrong when such a generator is closed replaces the error about it, and shows it. */
    @Test
    void a_generator_that_cannot_be_closed_shows_that_it_did_not_stop() {
        IOException failure = new IOException("close");
        AsyncResource<Integer> failing = resource(g -> {
            g.yield(1);
            try {
                g.yield(2);
            } finally {
                await(failing(failure));
            }
        });
        assertThat(thrownBy(() -> throwingIn(failing, null).send(null))).isSameAs(failure);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(shown -> assertStateError(shown, Reason.DID_NOT_STOP, "generator didn't stop: .*"));

        AsyncResource<Integer> stubborn = resource(g -> {
            try {
                g.yield(1);
                g.yield(2);
            } catch (GeneratorExit exit) {
                g.yield(3);
            }
        });
        Throwable thrown = thrownBy(() -> throwingIn(stubborn, null).send(null));
        assertThat(thrown).hasMessage("async generator ignored GeneratorExit");
        assertThat(thrown.getSuppressed())
                .singleElement()
                .satisfies(shown -> assertStateError(shown, Reason.DID_NOT_STOP, "generator didn't stop: .*"));
    }

    static Stream<Exception> thrownByBlocks() {
        return Stream.of(
                new IOException("v"),
                new RuntimeException("r"),
                new CoroutineStateException(Reason.RAISED_STOP),
                new StopAsyncIteration("a"),
                new StopIteration("s"));
    }

    @ParameterizedTest
    @MethodSource("thrownByBlocks")
    void what_the_block_throws_comes_out_of_a_generator_that_does_not_handle_it(Exception thrown) {
        Coroutine<String> c = throwingIn(passing(), thrown);

        if (thrown instanceof StopIteration) {
            assertRaisedStop(() -> c.send(null), thrown);
        } else {
            assertThat(thrownBy(() -> c.send(null))).isSameAs(thrown);
        }
        assertThat(thrown).hasNoCause().hasNoSuppressedExceptions();
        assertThat(log).containsExactly("body 1", "finally");
    }

    @ParameterizedTest
    @MethodSource("thrownByBlocks")
    void a_generator_that_handles_the_exception_drops_it(Exception thrown) {
        assertThat(run(throwingIn(dropping(), thrown))).isEqualTo("after");
        assertThat(log).containsExactly("body 1", "dropped " + AsyncWithFixtures.show(thrown));
    }

    @ParameterizedTest
    @MethodSource("thrownByBlocks")
    void a_generator_may_replace_the_exception(Exception thrown) {
        IllegalStateException other = new IllegalStateException("other");
        IllegalStateException wrapper = new IllegalStateException("wrapper", thrown);
        for (IllegalStateException replacement : List.of(other, wrapper)) {
            AsyncResource<Integer> replacing = resource(g -> {
                try {
                    g.yield(1);
                } catch (Exception e) {
                    throw replacement;
                }
            });
            assertThat(thrownBy(() -> throwingIn(replacing, thrown).send(null))).isSameAs(replacement);
        }
        assertThat(wrapper).hasNoSuppressedExceptions();
        assertThat(Arrays.asList(other.getSuppressed())).containsExactly(thrown);
    }

    @Test
    void a_generator_exit_that_the_block_throws_comes_out_or_is_handled() {
        GeneratorExit exit = new GeneratorExit("g");
        assertThat(thrownBy(() -> throwingIn(passing(), exit).send(null))).isSameAs(exit);
        assertThat(thrownBy(() -> throwingIn(dropping(), exit).send(null))).isSameAs(exit);
    }

    @Test
    void close_in_the_block_is_an_exit_at_the_yield_and_the_generator_may_handle_it() {
        AsyncResource<Integer> handling = resource(g -> {
            try {
                g.yield(1);
            } catch (GeneratorExit exit) {
                log.add("handled");
            }
        });
        for (AsyncResource<Integer> each : List.of(handling, passing())) {
            Coroutine<String> c = coroutine(() -> {
                await(with(each, r -> {
                    suspend("in");
                }));
                log.add("after");
                return "rv";
            });
            c.send(null);
            assertThat(c.closeAndGet()).isEqualTo(each == handling ? "rv" : null);
        }
        assertThat(log).containsExactly("handled", "after", "finally");
    }

    @Test
    void close_and_raise_reach_a_generator_that_is_entering() {
        for (boolean isClosed : new boolean[] {true, false}) {
            AsyncResource<Integer> entering = resource(g -> {
                try {
                    suspend("entering");
                } finally {
                    log.add("finally");
                }
                g.yield(1);
            });
            Coroutine<String> c = throwingIn(entering, null);
            c.send(null);
            if (isClosed) {
                c.close();
            } else {
                IOException raised = new IOException("raised");
                assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised);
            }
        }
        assertThat(log).containsExactly("finally", "finally");
    }

    @Test
    void a_generator_that_pauses_while_it_leaves_can_be_driven_on_after_close() {
        AsyncResource<Integer> leaving = resource(g -> {
            try {
                g.yield(1);
            } finally {
                log.add("left " + suspend("leaving"));
            }
        });
        Coroutine<Void> c = coroutine(() -> await(with(leaving, r -> {
            suspend("in");
        })));
        c.send(null);

        assertIgnoredExit(c::close);
        assertThat(thrownBy(() -> c.send("x"))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(log).containsExactly("left x");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // closing
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void what_closing_throws_replaces_the_blocks_exception() {
        IOException failure = new IOException("close");
        IllegalStateException thrown = new IllegalStateException("block");
        AsyncCloseable broken = () -> failing(failure);

        assertThat(thrownBy(() -> throwingIn(closing(broken), thrown).send(null)))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(thrown);
    }

    @Test
    void closing_may_pause_and_nothing_is_closed_before_the_exit_is_awaited() {
        AsyncCloseable slow = () -> {
            log.add("aclose called");
            return coroutine(() -> {
                suspend("closing");
            });
        };
        Awaitable<Boolean> exit = closing(slow).exit(null);
        assertThat(log).isEmpty();

        Coroutine<Boolean> c = coroutine(() -> await(exit));
        assertThat(c.send(null)).isEqualTo("closing");
        assertThat(log).containsExactly("aclose called");
        assertStop(() -> c.send(true), false);
    }

    @Test
    void closing_nothing_is_refused() {
        assertThat(thrownBy(() -> closing(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("closeable");
        AsyncCloseable broken = () -> null;
        assertThat(thrownBy(() -> run(with(closing(broken), c -> {}))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be awaited");
    }
}
