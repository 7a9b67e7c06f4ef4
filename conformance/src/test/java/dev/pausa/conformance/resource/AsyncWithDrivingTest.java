package dev.pausa.conformance.resource;

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

import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncWithFixtures;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Log;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Recorder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code with} does beyond the rows of section CM: driven at each place, nested, in loops, and with exceptions
 * that replace each other.
 */
@SuppressWarnings("pausa:dropped")
class AsyncWithDrivingTest {

    private final Log log = new Log();
    private final Recorder resource = log.resource("r");

    /** A body with one block, which suspends; and code behind it. */
    private Coroutine<Object> suspendingIn(AsyncResource<String> used) {
        return coroutine(() -> {
            Object got = await(withReturning(used, r -> suspend("in " + r)));
            log.add("after " + got);
            return suspend("after block");
        });
    }

    /** A body with one block, which throws; and code behind it. */
    private Coroutine<String> throwingIn(AsyncResource<String> used, Exception thrown) {
        return coroutine(() -> {
            await(with(used, r -> {
                throw thrown;
            }));
            log.add("after");
            return "after";
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Raising and closing, wherever it is paused
    // -----------------------------------------------------------------------------------------------------------------

    /** Where the body is paused. */
    private enum Place {
        ENTER,
        BLOCK,
        EXIT,
        EXIT_AFTER_FAILURE
    }

    private Coroutine<Object> pausedAt(Place place) {
        resource.isPausing = place != Place.BLOCK;
        Coroutine<Object> c = coroutine(() -> {
            await(with(resource, r -> {
                if (place == Place.BLOCK) {
                    suspend("in");
                }
                await(failing(place == Place.EXIT_AFTER_FAILURE ? new IOException("block") : null));
            }));
            return "after";
        });
        c.send(null);
        if (place == Place.EXIT || place == Place.EXIT_AFTER_FAILURE) {
            assertThat(c.send(null)).isEqualTo("leaving r");
        }
        log.clear();
        return c;
    }

    @ParameterizedTest
    @CsvSource({
        "ENTER,",
        "BLOCK, r exit IllegalStateException(raised)",
        "EXIT,",
        "EXIT_AFTER_FAILURE,",
    })
    void an_exception_raised_in_comes_out_and_the_exit_runs_once(Place place, String logged) {
        Coroutine<Object> c = pausedAt(place);
        IllegalStateException raised = new IllegalStateException("raised");

        assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised);
        assertThat(Arrays.stream(raised.getSuppressed()).map(AsyncWithFixtures::show))
                .isEqualTo(place == Place.EXIT_AFTER_FAILURE ? List.of("IOException(block)") : List.of());
        assertThat(log).isEqualTo(logged == null ? List.of() : List.of(logged));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void close_ends_it_wherever_it_is_paused(Place place) {
        Coroutine<Object> c = pausedAt(place);

        assertThat(c.closeAndGet()).isNull();
        assertThat(log).isEqualTo(place == Place.BLOCK ? List.of("r exit GeneratorExit()") : List.of());
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** The very exit that is raised in arrives, as if the block were a part of the body. */
    @Test
    void a_generator_exit_raised_in_is_the_one_that_the_exit_sees() {
        GeneratorExit raised = new GeneratorExit("g");
        Throwable[] seen = {null};
        Coroutine<Object> c = suspendingIn(new AsyncResource<>() {
            @Override
            public Awaitable<String> enter() {
                return coroutine(() -> "r");
            }

            @Override
            public Awaitable<Boolean> exit(Throwable exception) {
                seen[0] = exception;
                return coroutine(() -> false);
            }
        });
        c.send(null);

        assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised).hasNoSuppressedExceptions();
        assertThat(seen[0]).isSameAs(raised);
    }

    /** A block that handles the exit itself has handled it: the body goes on, as it does in Python. */
    @Test
    void a_block_that_handles_generator_exit_ends_well() {
        Coroutine<String> c = coroutine(() -> {
            String value = await(withReturning(resource, r -> {
                try {
                    suspend("in");
                    return "resumed";
                } catch (GeneratorExit exit) {
                    return "handled";
                }
            }));
            log.add("after");
            return value;
        });
        c.send(null);

        assertThat(c.closeAndGet()).isEqualTo("handled");
        assertThat(log).containsExactly("r enter", "r exit null", "after");
    }

    /** What the block awaits is closed first, with an exit of its own; what that throws is raised in the block. */
    @Test
    void what_the_block_awaits_is_closed_before_the_block() {
        IOException failure = new IOException("inner");
        Coroutine<Void> inner = coroutine(() -> {
            try {
                suspend("in");
            } finally {
                log.add("inner closed");
                await(failing(failure));
            }
        });
        Coroutine<Void> c = coroutine(() -> await(with(resource, r -> await(inner))));
        c.send(null);

        assertThat(thrownBy(c::close)).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter", "inner closed", "r exit IOException(inner)");
    }

    /** An inner body whose exit pauses while it is closed is left paused; its awaiter goes on closing. */
    @Test
    void an_exit_that_pauses_below_another_body_is_left_there() {
        Coroutine<Object> inner = suspendingIn(resource.pausing());
        Coroutine<Object> outer = coroutine(() -> await(inner));
        outer.send(null);
        outer.send(null);

        assertIgnoredExit(outer::close);
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(thrownBy(() -> inner.send("left"))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(log).endsWith("r exit GeneratorExit()", "leaving r: left");
    }

    /** The coroutine that {@code with} makes can be driven as it is; a StopIteration is no end there either. */
    @Test
    void a_with_can_be_the_root() {
        Coroutine<Object> good = withReturning(resource.pausing(), r -> suspend("in " + r));
        assertThat(good.send(null)).isEqualTo("entering r");
        assertThat(good.send(null)).isEqualTo("in r");
        assertThat(good.send("value")).isEqualTo("leaving r");
        assertStop(() -> good.send(null), "value");

        StopIteration stop = new StopIteration(1);
        assertRaisedStop(
                () -> with(log.resource("s"), s -> {
                            throw stop;
                        })
                        .send(null),
                stop);
        Coroutine<Void> paused = with(log.resource("s"), s -> {
            suspend("in");
            throw stop;
        });
        paused.send(null);
        assertRaisedStop(() -> paused.send(null), stop);

        Coroutine<Void> dropped = with(log.resource("s").answering(true), s -> {
            suspend("in");
        });
        dropped.send(null);
        assertThat(dropped.closeAndGet()).isNull();
        assertThat(stateOf(dropped)).isEqualTo(CoroutineState.CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Exceptions that replace each other
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void an_exit_may_throw_what_the_block_threw() {
        IOException thrown = new IOException("v");

        assertThat(thrownBy(
                        () -> throwingIn(resource.failingToExit(thrown), thrown).send(null)))
                .isSameAs(thrown)
                .hasNoSuppressedExceptions();
    }

    @Test
    void a_replaced_exception_that_is_shown_already_is_not_suppressed_as_well() {
        IOException thrown = new IOException("v");
        IllegalStateException wrapper = new IllegalStateException("wrapper", new Exception(thrown));

        assertThat(thrownBy(() ->
                        throwingIn(resource.failingToExit(wrapper), thrown).send(null)))
                .isSameAs(wrapper)
                .hasRootCause(thrown)
                .hasNoSuppressedExceptions();
    }

    /**
     * An exit that unwraps makes a ring of exceptions, as try-with-resources does; nothing is lost, and nothing runs
     * forever.
     */
    @Test
    void an_exit_may_throw_the_cause_of_what_the_block_threw() {
        IOException cause = new IOException("cause");
        IllegalStateException thrown = new IllegalStateException("wrapper", cause);
        IOException last = new IOException("last");
        Coroutine<String> unwrapping = throwingIn(resource.failingToExit(cause), thrown);
        Coroutine<Void> c =
                coroutine(() -> await(with(log.resource("outer").failingToExit(last), r -> await(unwrapping))));

        assertThat(thrownBy(() -> c.send(null))).isSameAs(last);
        assertThat(last.getSuppressed()).containsExactly(cause);
        assertThat(cause.getSuppressed()).containsExactly(thrown);
    }

    /** An exit is a signal and no fault: it is not worth showing. */
    @Test
    void a_replaced_generator_exit_is_not_suppressed() {
        IOException failure = new IOException("left badly");
        Coroutine<Object> c = suspendingIn(resource.failingToExit(failure));
        c.send(null);

        assertThat(thrownBy(c::close)).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void an_outer_resource_may_drop_what_an_inner_one_threw() {
        IOException inner = new IOException("inner");
        Coroutine<String> c = coroutine(() -> {
            await(with(log.resource("a").answering(true), a -> {
                await(with(log.resource("b").failingToExit(inner), b -> {
                    throw new IllegalStateException("body");
                }));
                log.add("not reached");
            }));
            return "after";
        });

        assertThat(run(c)).isEqualTo("after");
        assertThat(log)
                .containsExactly(
                        "a enter", "b enter", "b exit IllegalStateException(body)", "a exit IOException(inner)");
    }

    /** Both exits see the stop itself, for it converts only where the body ends. */
    @Test
    void nested_exits_see_the_same_stop_iteration() {
        StopIteration stop = new StopIteration(5);
        Coroutine<Void> c = coroutine(() -> await(with(
                log.resource("a"),
                a -> await(with(log.resource("b"), b -> {
                    suspend("in");
                    throw stop;
                })))));
        c.send(null);

        assertRaisedStop(() -> c.send(null), stop);
        assertThat(log).containsExactly("a enter", "b enter", "b exit StopIteration(5)", "a exit StopIteration(5)");
    }

    @Test
    void the_body_can_catch_the_stop_iteration_that_a_block_throws() {
        Coroutine<Object> c = coroutine(() -> {
            try {
                return await(withReturning(resource, r -> {
                    throw new StopIteration("thrown");
                }));
            } catch (StopIteration stop) {
                return "caught " + stop.value();
            }
        });

        assertThat(run(c)).isEqualTo("caught thrown");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Values and loops
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void with_returning_gives_the_blocks_value_and_null_if_an_exception_was_dropped() {
        Integer length = run(withReturning(resource, r -> r.length()));
        assertThat(length).isEqualTo(1);
        Object dropped = run(withReturning(resource.answering(true), r -> {
            throw new IOException("dropped");
        }));
        assertThat(dropped).isNull();
    }

    @Test
    void a_loop_enters_and_leaves_in_each_round() {
        Coroutine<Integer> c = coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                int round = i;
                sum += await(withReturning(log.resource("r" + i).pausing(), r -> (Integer) suspend(round)));
            }
            return sum;
        });

        c.send(null);
        for (int i = 0; i < 3; i++) {
            assertThat(c.send(null)).isEqualTo(i);
            assertThat(c.send(10 * i)).isEqualTo("leaving r" + i);
            if (i < 2) {
                assertThat(c.send(null)).isEqualTo("entering r" + (i + 1));
            }
        }
        assertStop(() -> c.send(null), 30);
    }

    @Test
    void arguments_that_are_null_are_refused_at_once() {
        assertThat(thrownBy(() -> with(null, r -> {})))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("resource");
        assertThat(thrownBy(() -> with(resource, null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("block");
        assertThat(log).isEmpty();
    }

    @Test
    void a_block_gets_null_from_a_resource_that_gives_null() {
        AsyncResource<String> nothing = AsyncResource.resource(g -> g.yield(null));

        String shown = run(withReturning(nothing, r -> "got " + r));
        assertThat(shown).isEqualTo("got null");
    }
}
