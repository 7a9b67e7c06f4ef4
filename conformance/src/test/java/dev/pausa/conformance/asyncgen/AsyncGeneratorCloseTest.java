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
import static dev.pausa.conformance.fixtures.AsyncFixtures.assertIgnoredExit;
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

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue section on asynchronous generators: {@code aclose}, and steps that are closed, used up, or left alone. */
class AsyncGeneratorCloseTest {

    /** Awaits in its finally block. */
    private static AsyncGenerator<Object, Object> cleaning(List<Object> log) {
        return asyncGenerator(y -> {
            try {
                y.yield(1);
            } finally {
                log.add(suspend("cleanup"));
            }
        });
    }

    /** Answers the exit with a yield, and yields once more. */
    private static AsyncGenerator<Object, Object> ignoring() {
        return asyncGenerator(y -> {
            try {
                y.yield(1);
            } catch (GeneratorExit ignored) {
                y.yield(2);
            }
            y.yield(3);
        });
    }

    @Test
    void ag_042_a_body_that_yields_has_ignored_aclose() {
        var g = atYield(ignoring());

        assertIgnoredExit(thrown(g.aclose()));
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(g.isRunningStep()).isFalse();
        assertThat(given(g.anext())).isEqualTo(3);
        assertEnd(thrown(g.aclose()));
        assertEnd(thrown(g.araise(new IOException())));
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertEnd(thrown(g.anext()));
        assertThat(given(g.aclose())).isNull();
        assertThat(given(g.araise(new IOException()))).isNull();
    }

    /** An exit that is raised with araise is no aclose: the body may yield, and can be closed later. */
    @Test
    void ag_042_a_body_may_yield_on_an_exit_that_araise_raised() {
        var g = atYield(ignoring());
        assertThat(given(g.araise(new GeneratorExit()))).isEqualTo(2);
        assertThat(given(g.anext())).isEqualTo(3);
        assertThat(given(g.aclose())).isNull();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    @Test
    void ag_045_a_step_of_aclose_is_used_once() {
        AwaitIterator<Void> step = simple().aclose().awaitIterator();

        assertThat(returnedBy(step::next)).isNull();
        assertReused(raisedBy(step::next), REUSED_RAISE);
        assertReused(raisedBy(() -> step.send("x")), REUSED_RAISE);
        assertReused(raisedBy(() -> step.raise(new IOException("v"))), REUSED_RAISE);
        step.close();
        step.close();
    }

    /** A finally block may await; the driver resumes it. */
    @Test
    void ag_045_aclose_runs_a_finally_block_that_awaits() {
        List<Object> log = new ArrayList<>();
        var g = atYield(cleaning(log));
        Coroutine<Object> closing = coroutine(() -> await(g.aclose()));

        assertThat(closing.send(null)).isEqualTo("cleanup");
        assertThat(g.isRunningStep()).isTrue();
        assertUnderWay(thrown(g.aclose()), "aclose");
        assertThat(closing.step("go on")).isEqualTo(new Step.Returned<>(null));
        assertThat(log).containsExactly("go on");
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(given(g.aclose())).isNull();
    }

    @Test
    void ag_046_an_exception_raised_into_a_paused_aclose_comes_out() {
        IOException exception = new IOException("v");
        var g = atYield(cleaning(new ArrayList<>()));
        AwaitIterator<Void> step = paused(g.aclose(), "cleanup");

        assertThat(raisedBy(() -> step.raise(exception))).isSameAs(exception);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
    }

    @Test
    void ag_046_a_paused_aclose_is_closed() {
        var g = atYield(cleaning(new ArrayList<>()));
        AwaitIterator<Void> step = paused(g.aclose(), "cleanup");

        step.close();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
        assertEnd(thrown(g.anext()));
        assertReused(raisedBy(step::next), REUSED_RAISE);
    }

    /** Closing a step closes the generator, even if the step was never driven. */
    @Test
    void ag_048_a_fresh_step_is_closed() {
        var fresh = simple();
        fresh.anext().awaitIterator().close();
        assertThat(stateOf(fresh)).isEqualTo(CLOSED);
        assertEnd(thrown(fresh.anext()));

        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                y.yield(1);
            } finally {
                log.add("finally");
            }
        });
        atYield(g);
        AwaitIterator<Object> step = g.anext().awaitIterator();
        step.close();
        assertThat(log).containsExactly("finally");
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertReused(raisedBy(step::next), REUSED_SEND);
        step.close();
    }

    @Test
    void ag_049_a_paused_step_is_closed() {
        List<Throwable> log = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                suspend("A");
            } catch (GeneratorExit exit) {
                log.add(exit);
                throw exit;
            }
            y.yield(1);
        });
        AwaitIterator<Object> step = paused(g.anext(), "A");

        step.close();
        assertThat(log).singleElement().isExactlyInstanceOf(GeneratorExit.class);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
        assertReused(raisedBy(step::next), REUSED_SEND);
        assertEnd(thrown(g.anext()));
    }

    private static AsyncGenerator<Object, Object> ignoringAtAwait(boolean yields) {
        return asyncGenerator(y -> {
            try {
                suspend("A");
            } catch (GeneratorExit exit) {
                if (!yields) {
                    suspend("B");
                }
            }
            y.yield("yielded");
        });
    }

    /** A body that awaits has ignored the exit, and the step goes on; one that yields has ended the step. */
    @Test
    void ag_049_a_body_ignores_that_its_step_is_closed() {
        var awaiting = ignoringAtAwait(false);
        AwaitIterator<Object> step = paused(awaiting.anext(), "A");
        AwaitFixtures.assertIgnoredExit(raisedBy(() -> {
            step.close();
            return null;
        }));
        assertThat(awaiting.isRunningStep()).isTrue();
        assertThat(returnedBy(step::next)).isEqualTo("yielded");

        var yielding = ignoringAtAwait(true);
        AwaitIterator<Object> second = paused(yielding.anext(), "A");
        second.close();
        assertThat(stateOf(yielding)).isEqualTo(SUSPENDED);
        assertThat(yielding.isRunningStep()).isFalse();
        assertReused(raisedBy(second::next), REUSED_SEND);
        assertEnd(thrown(yielding.anext()));
    }

    /** A step that nobody drives to its end keeps all others out for good. */
    @Test
    void ag_066_an_abandoned_step_leaves_the_generator_unusable() {
        var g = pausing();
        paused(g.anext(), "A");

        for (int i = 0; i < 2; i++) {
            assertThat(g.isRunningStep()).isTrue();
            assertUnderWay(thrown(g.anext()), "anext");
            assertUnderWay(thrown(g.aclose()), "aclose");
            assertUnderWay(thrown(g.araise(new IOException())), "athrow");
        }
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    /** Whoever closes the awaiting coroutine closes the generator with it. */
    @Test
    void ag_066_closing_the_awaiting_coroutine_leaves_nothing_behind() {
        var g = pausing();
        Coroutine<Object> awaiting = coroutine(() -> await(g.anext()));
        awaiting.send(null);
        awaiting.close();

        assertThat(g.isRunningStep()).isFalse();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(given(g.aclose())).isNull();
    }

    @Test
    void ag_072_an_older_step_is_driven_after_aclose() {
        var g = atYield(simple());
        Awaitable<Object> older = g.anext();
        Awaitable<Object> oldRaise = g.araise(new IOException());
        Awaitable<Void> oldClose = g.aclose();

        assertThat(given(g.aclose())).isNull();
        assertEnd(thrown(older));
        assertThat(given(oldRaise)).isNull();
        assertThat(given(oldClose)).isNull();
    }

    @Test
    void ag_082_a_step_of_aclose_that_paused_and_ended_is_used_up() {
        List<Object> log = new ArrayList<>();
        var g = atYield(cleaning(log));
        AwaitIterator<Void> step = paused(g.aclose(), "cleanup");

        assertThat(returnedBy(step::next)).isNull();
        assertReused(raisedBy(step::next), REUSED_RAISE);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    /** What a finally block throws comes out of aclose; what it returns with is dropped. */
    @Test
    void ag_045_what_the_body_throws_comes_out_of_aclose() {
        IOException exception = new IOException("finally");
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            try {
                y.yield(1);
            } finally {
                await(coroutine(() -> suspend("cleanup")));
                if (exception.getMessage() != null) {
                    throw exception;
                }
            }
        });
        atYield(g);
        AwaitIterator<Void> step = paused(g.aclose(), "cleanup");
        assertThat(raisedBy(step::next)).isSameAs(exception).hasNoSuppressedExceptions();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Steps that are awaited
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void ag_045_a_step_is_awaited_once() {
        var g = simple();
        Awaitable<Object> step = g.anext();
        Awaitable<Object> raising = g.araise(new IOException());
        Coroutine<Object> twice = coroutine(() -> {
            List<Object> seen = new ArrayList<>();
            seen.add(await(step));
            for (Awaitable<Object> used : List.of(step, raising, raising)) {
                try {
                    seen.add(await(used));
                } catch (IllegalStateException | IOException e) {
                    seen.add(e.getMessage());
                }
            }
            return seen;
        });

        assertThat(((Step.Returned<?>) twice.step(null)).value())
                .isEqualTo(Arrays.asList(1, REUSED_SEND, null, REUSED_RAISE));
    }

    /** Nothing protects a paused step against a second awaiter: it takes the next turn, as in CPython. */
    @Test
    void ag_006_a_second_awaiter_of_a_step_takes_its_next_turn() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> y.yield(Arrays.asList(suspend("A"), suspend("B"))));
        Awaitable<Object> step = g.anext();
        Coroutine<Object> first = coroutine(() -> await(step));
        Coroutine<Object> second = coroutine(() -> await(step));

        assertThat(first.send(null)).isEqualTo("A");
        assertThat(first.awaiting()).isSameAs(step);
        assertThat(second.send(null)).isEqualTo("B");
        assertThat(second.awaiting()).isSameAs(step);
        assertThat(first.step("b")).isEqualTo(new Step.Returned<>(Arrays.asList(null, "b")));
        assertReused(raisedBy(() -> second.send(null)), REUSED_SEND);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    /** A step that is driven inside the chain of its own first awaiter is refused there. */
    @Test
    void ag_010_a_step_is_not_driven_from_inside_itself() {
        List<Awaitable<Object>> own = new ArrayList<>();
        List<Throwable> refusals = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            suspend("A");
            refusals.add(raisedBy(() -> own.get(0).awaitIterator().next()));
            try {
                await(own.get(0));
            } catch (IllegalStateException e) {
                refusals.add(e);
            }
            y.yield("done");
        });
        own.add(g.anext());
        Coroutine<Object> awaiting = coroutine(() -> await(own.get(0)));

        assertThat(awaiting.send(null)).isEqualTo("A");
        assertThat(awaiting.step(null)).isEqualTo(new Step.Returned<>("done"));
        assertThat(refusals)
                .hasSize(2)
                .allSatisfy(e -> AwaitFixtures.assertStateError(
                        e, Reason.ALREADY_EXECUTING, "async generator already executing"));
    }

    /** A fresh step of a fresh generator can be given to a coroutine that is never driven: nothing has happened. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ag_002_a_step_whose_awaiter_is_closed_before_its_start_has_not_begun(boolean raises) {
        var g = simple();
        Awaitable<Object> step = g.anext();
        Coroutine<Object> awaiting = coroutine(() -> await(step));
        if (raises) {
            raisedBy(() -> awaiting.raise(new IOException()));
        } else {
            awaiting.close();
        }

        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(given(step)).isEqualTo(1);
    }
}
