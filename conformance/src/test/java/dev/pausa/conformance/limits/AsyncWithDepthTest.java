package dev.pausa.conformance.limits;

import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.io.IOException;

/**
 * Ten thousand resources, each in the block of the one before: on a default stack, and on one too small for a thousand
 * calls.
 */
class AsyncWithDepthTest {

    private static final int DEPTH = 10_000;

    private int entered;
    private int left;
    private Throwable seen;
    private Boolean answer;

    private final AsyncResource<Integer> counting = new AsyncResource<>() {
        @Override
        public Awaitable<Integer> enter() {
            return coroutine(() -> ++entered);
        }

        @Override
        public Awaitable<Boolean> exit(Throwable exception) {
            left++;
            seen = exception;
            return coroutine(() -> answer);
        }
    };

    /** Enters one resource after the other, and runs the coroutine in the innermost block. */
    private Coroutine<Integer> nested(int depth, Coroutine<Integer> innermost) {
        return depth == 0 ? innermost : withReturning(counting, number -> await(nested(depth - 1, innermost)) + 1);
    }

    @OnBothStacks
    void a_deep_nest_runs_to_its_end(long stackSize) throws Exception {
        inThread(stackSize, () -> {
            assertThat(stopValue(() -> nested(DEPTH, coroutine(() -> 0)).send(null)))
                    .isEqualTo(DEPTH);

            Coroutine<Integer> c = nested(DEPTH, coroutine(() -> (Integer) suspend("in")));
            assertThat(c.send(null)).isEqualTo("in");
            assertThat(stopValue(() -> c.send(1))).isEqualTo(DEPTH + 1);
            assertThat(entered).isEqualTo(2 * DEPTH);
            return assertThat(left).isEqualTo(2 * DEPTH);
        });
    }

    @OnBothStacks
    void a_deep_nest_is_raised_into(long stackSize) throws Exception {
        inThread(stackSize, () -> {
            Coroutine<Integer> c = nested(DEPTH, coroutine(() -> (Integer) suspend("in")));
            c.send(null);
            IOException raised = new IOException("raised");

            assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised).hasNoSuppressedExceptions();
            assertThat(seen).isSameAs(raised);
            return assertThat(left).isEqualTo(DEPTH);
        });
    }

    /** Also with bodies between the resources, each of which is a level of its own when the chain is closed. */
    @OnBothStacks
    void a_deep_nest_is_closed(long stackSize) throws Exception {
        inThread(stackSize, () -> {
            Coroutine<Integer> c = nested(DEPTH, coroutine(() -> (Integer) suspend("in")));
            c.send(null);
            c.close();
            assertThat(left).isEqualTo(DEPTH);

            Coroutine<Integer> chain = coroutine(() -> (Integer) suspend("in"));
            for (int i = 0; i < DEPTH; i++) {
                Coroutine<Integer> inner = chain;
                chain = coroutine(() -> await(withReturning(counting, number -> await(inner))));
            }
            chain.send(null);
            chain.close();
            return assertThat(left).isEqualTo(2 * DEPTH);
        });
    }

    /** Each resource drops what its block throws; each block then adds to what is not there, and throws again. */
    @OnBothStacks
    void in_a_deep_nest_each_resource_drops_an_exception(long stackSize) throws Exception {
        inThread(stackSize, () -> {
            answer = true;
            Coroutine<Integer> c = nested(DEPTH, coroutine(() -> {
                suspend("in");
                throw new IOException("fails");
            }));
            c.send(null);

            assertThat(stopValue(() -> c.send(null))).isNull();
            assertThat(seen).isInstanceOf(NullPointerException.class);
            return assertThat(left).isEqualTo(DEPTH);
        });
    }
}
