package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.with;
import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
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
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Log;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Recorder;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue section CM: the order and the rules of {@code async with}. */
class AsyncWithTest {

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
    // Rows
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void cm_001_the_resource_is_entered_then_the_block_runs_then_it_is_left() {
        Coroutine<String> c = coroutine(() -> {
            await(with(resource, r -> log.add("body " + r)));
            return "r";
        });

        assertStop(() -> c.send(null), "r");
        assertThat(log).containsExactly("r enter", "body r", "r exit null");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(booleans = false)
    void cm_002_what_the_block_throws_goes_on_if_the_exit_does_not_handle_it(Boolean answer) {
        IOException thrown = new IOException("v");

        assertThat(thrownBy(() -> throwingIn(resource.answering(answer), thrown).send(null)))
                .isSameAs(thrown)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter", "r exit IOException(v)");
    }

    @Test
    void cm_004_the_exits_answer_does_not_matter_after_a_block_that_ended_well() {
        Coroutine<String> c = coroutine(() -> {
            String value = await(withReturning(resource.answering(true), r -> "value of " + r));
            return "after, " + value;
        });

        assertStop(() -> c.send(null), "after, value of r");
        assertThat(log).containsExactly("r enter", "r exit null");
    }

    @Test
    void cm_005_awaiting_the_exits_answer_throws() {
        IOException thrown = new IOException("v");
        IndexOutOfBoundsException failure = new IndexOutOfBoundsException("bool");

        assertThat(thrownBy(() ->
                        throwingIn(resource.failingToExit(failure), thrown).send(null)))
                .isSameAs(failure)
                .hasNoCause()
                .satisfies(error -> assertThat(error.getSuppressed()).containsExactly(thrown));
    }

    @Test
    void cm_006_the_compiler_wants_enter_and_exit() {
        assertThat(Arrays.stream(AsyncResource.class.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .map(method -> method.getName()))
                .containsExactlyInAnyOrder("enter", "exit");
    }

    /** A resource of which one method gives nothing to await. */
    private AsyncResource<String> broken(String method) {
        return new AsyncResource<>() {
            @Override
            public Awaitable<String> enter() {
                return method.equals("enter") ? null : resource.enter();
            }

            @Override
            public Awaitable<Boolean> exit(Throwable exception) {
                return method.equals("exit") ? null : resource.exit(exception);
            }
        };
    }

    @Test
    void cm_007_an_enter_that_gives_null_is_an_error_and_nothing_is_left() {
        Coroutine<Object> c = suspendingIn(broken("enter"));

        assertThat(thrownBy(() -> c.send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'async with' received an object from enter() that does not implement awaitIterator(): null")
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(log).isEmpty();
    }

    @Test
    void cm_008_an_exit_that_gives_null_is_an_error_which_shows_the_blocks_exception() {
        String message = "'async with' received an object from exit() that does not implement awaitIterator(): null";
        Coroutine<String> normal = coroutine(() -> await(withReturning(broken("exit"), r -> "returned")));
        assertThat(thrownBy(() -> normal.send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoSuppressedExceptions();

        ArithmeticException thrown = new ArithmeticException("/ by zero");
        assertThat(thrownBy(() -> throwingIn(broken("exit"), thrown).send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause()
                .satisfies(error -> assertThat(error.getSuppressed()).containsExactly(thrown));
    }

    @Test
    void cm_009_if_enter_throws_neither_block_nor_exit_runs() {
        UnsupportedOperationException failure = new UnsupportedOperationException("n");
        Coroutine<Object> c = suspendingIn(resource.failingToEnter(failure));

        assertThat(thrownBy(() -> c.send(null))).isSameAs(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter");
    }

    @Test
    void cm_010_what_the_exit_throws_comes_out_after_a_block_that_ended_well() {
        ArithmeticException failure = new ArithmeticException("z");
        Coroutine<Void> c = coroutine(() -> await(with(resource.failingToExit(failure), r -> log.add("body"))));

        assertThat(thrownBy(() -> c.send(null))).isSameAs(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter", "body", "r exit null");
    }

    @Test
    void cm_011_an_exit_that_throws_replaces_and_the_replaced_one_is_suppressed_in_it() {
        IllegalStateException thrown = new IllegalStateException("body");
        ArithmeticException inner = new ArithmeticException("inner");
        ArithmeticException outer = new ArithmeticException("outer");
        Coroutine<Void> c = coroutine(() -> await(with(
                log.resource("a").failingToExit(outer),
                a -> await(with(log.resource("b").failingToExit(inner), b -> {
                    throw thrown;
                })))));

        assertThat(thrownBy(() -> c.send(null))).isSameAs(outer);
        assertThat(outer.getSuppressed()).containsExactly(inner);
        assertThat(inner.getSuppressed()).containsExactly(thrown);
        assertThat(thrown).hasNoSuppressedExceptions();
        assertThat(log)
                .containsExactly(
                        "a enter",
                        "b enter",
                        "b exit IllegalStateException(body)",
                        "a exit ArithmeticException(inner)");
    }

    @Test
    void cm_013_close_in_the_block_leaves_with_a_generator_exit() {
        Coroutine<Object> c = suspendingIn(resource);
        assertThat(c.send(null)).isEqualTo("in r");

        assertThat(c.closeAndGet()).isNull();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).containsExactly("r enter", "r exit GeneratorExit()");
    }

    @Test
    void cm_014_an_exit_that_pauses_during_close_ignores_the_exit_and_can_be_driven_on() {
        Coroutine<Object> c = suspendingIn(resource.pausing());
        c.send(null);
        c.send("entered");

        assertIgnoredExit(c::close);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(thrownBy(() -> c.send("left"))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).containsExactly("r enter", "entering r: entered", "r exit GeneratorExit()", "leaving r: left");
    }

    @Test
    void cm_015_close_or_raise_while_entering_runs_neither_block_nor_exit() {
        Coroutine<Object> closed = suspendingIn(resource.pausing());
        assertThat(closed.send(null)).isEqualTo("entering r");
        closed.close();
        assertThat(stateOf(closed)).isEqualTo(CoroutineState.CLOSED);

        IOException raised = new IOException("v");
        Coroutine<Object> raisedInto = suspendingIn(log.resource("s").pausing());
        raisedInto.send(null);
        assertThat(thrownBy(() -> raisedInto.raise(raised))).isSameAs(raised).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter", "s enter");
    }

    /** Who closes: the driver of the body itself, or of a body that awaits it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void cm_016_an_exit_that_handles_generator_exit_lets_the_body_go_on_behind_the_block(int awaiters) {
        Coroutine<String> inner = coroutine(() -> {
            await(with(resource.answering(true), r -> {
                suspend("in");
            }));
            log.add("after");
            return "rv";
        });
        Coroutine<String> c = inner;
        for (int i = 0; i < awaiters; i++) {
            Coroutine<String> awaited = c;
            c = coroutine(() -> await(awaited));
        }
        assertThat(c.send(null)).isEqualTo("in");

        assertThat(c.closeAndGet()).isEqualTo(awaiters == 0 ? "rv" : null);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.CLOSED);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).containsExactly("r enter", "r exit GeneratorExit()", "after");
    }

    @Test
    void cm_020_the_exit_sees_the_stop_that_the_block_throws_and_the_body_converts_it() {
        StopIteration stop = new StopIteration(1);
        assertRaisedStop(() -> throwingIn(resource, stop).send(null), stop);
        assertThat(log).containsExactly("r enter", "r exit StopIteration(1)");

        log.clear();
        StopAsyncIteration end = new StopAsyncIteration("2");
        assertThat(thrownBy(() -> throwingIn(resource, end).send(null)))
                .isSameAs(end)
                .hasNoSuppressedExceptions();
        assertThat(log).containsExactly("r enter", "r exit StopAsyncIteration(2)");
    }

    @Test
    void cm_021_an_exit_that_handles_what_was_raised_lets_the_body_go_on_behind_the_block() {
        Coroutine<Object> c = suspendingIn(resource.answering(true));
        c.send(null);

        assertThat(c.raise(new IOException("v"))).isEqualTo("after block");
        assertThat(log).containsExactly("r enter", "r exit IOException(v)", "after null");
        assertStop(() -> c.send("z"), "z");
    }
}
