package dev.pausa.conformance.limits;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.AwaitFixtures;

/** Asynchronous generators that iterate each other, deeper than any stack: on the default stack, and on a small one. */
class AsyncDepthTest {

    private static final int DEPTH = 100_000;

    private static final class Counter {
        int count;
    }

    /** Suspends before each of its elements, if it is to. */
    private static AsyncGenerator<Integer, Void> leaf(boolean pauses) {
        return asyncGenerator(g -> {
            for (int i = 0; i < 3; i++) {
                if (pauses) {
                    suspend(i);
                }
                g.yield(i);
            }
        });
    }

    private static AsyncGenerator<Integer, Void> over(AsyncGenerator<Integer, Void> inner, Counter finals) {
        return asyncGenerator(g -> {
            try {
                while (await(inner.advance())) {
                    g.yield(inner.current() + 1);
                }
            } finally {
                finals.count++;
            }
        });
    }

    private static AsyncGenerator<Integer, Void> chain(AsyncGenerator<Integer, Void> leaf, Counter finals) {
        AsyncGenerator<Integer, Void> chain = leaf;
        for (int i = 0; i < DEPTH; i++) {
            chain = over(chain, finals);
        }
        return chain;
    }

    private static Coroutine<Long> sum(AsyncGenerator<Integer, Void> g) {
        return coroutine(() -> {
            long sum = 0;
            while (await(g.advance())) {
                sum += g.current();
            }
            return sum;
        });
    }

    @OnBothStacks
    void values_come_up_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Coroutine<Long> pausing = sum(chain(leaf(true), finals));
            for (int i = 0; i < 3; i++) {
                assertThat(pausing.send(null)).isEqualTo(i);
            }
            assertThat(returnedBy(() -> pausing.send(null))).isEqualTo(3L * DEPTH + 3);
            assertThat(finals.count).isEqualTo(DEPTH);

            Coroutine<Long> straight = sum(chain(leaf(false), finals));
            assertThat(returnedBy(() -> straight.send(null))).isEqualTo(3L * DEPTH + 3);
            return null;
        });
    }

    @OnBothStacks
    void closing_the_root_closes_all(long stack) throws Exception {
        inThread(stack, () -> {
            for (boolean isSecondElement : new boolean[] {false, true}) {
                Counter finals = new Counter();
                var leaf = leaf(true);
                var top = chain(leaf, finals);
                Coroutine<Long> root = sum(top);
                root.send(null);
                if (isSecondElement) {
                    root.send(null);
                }
                assertThat(root.closeAndGet()).isNull();
                assertThat(finals.count).isEqualTo(DEPTH);
                assertThat(leaf.state()).isEqualTo(CLOSED);
                assertThat(top.state()).isEqualTo(CLOSED);
                assertThat(top.isRunningStep()).isFalse();
            }
            return null;
        });
    }

    @OnBothStacks
    void an_exception_raised_into_the_root_passes_all(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            IllegalArgumentException exception = new IllegalArgumentException();
            var top = chain(leaf(true), finals);
            Coroutine<Long> root = sum(top);
            root.send(null);
            root.send(null);
            assertThat(raisedBy(() -> root.raise(exception))).isSameAs(exception);
            assertThat(exception).hasNoCause().hasNoSuppressedExceptions();
            assertThat(finals.count).isEqualTo(DEPTH);
            assertThat(top.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    /** A leaf that ignores its exit by an await makes an error of it one level up, and so on to the top. */
    @OnBothStacks
    void an_ignored_exit_passes_all(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            AsyncGenerator<Integer, Void> leaf = asyncGenerator(g -> {
                try {
                    suspend("first");
                } catch (GeneratorExit exit) {
                    suspend("ignored");
                }
                g.yield(1);
            });
            Coroutine<Long> root = sum(chain(leaf, finals));
            root.send(null);
            AwaitFixtures.assertIgnoredExit(raisedBy(root::closeAndGet));
            assertThat(finals.count).isEqualTo(DEPTH);
            assertThat(leaf.state()).isEqualTo(SUSPENDED);
            assertThat(leaf.isRunningStep()).isTrue();
            return null;
        });
    }

    /** Each closes the next one in its own finally block, and that may pause. */
    @OnBothStacks
    void each_closes_the_next_one(long stack) throws Exception {
        inThread(stack, () -> {
            AsyncGenerator<Integer, Void> chain = asyncGenerator(g -> {
                try {
                    g.yield(0);
                } finally {
                    suspend("cleanup");
                }
            });
            var leaf = chain;
            for (int i = 0; i < DEPTH; i++) {
                var inner = chain;
                chain = asyncGenerator(g -> {
                    try {
                        while (await(inner.advance())) {
                            g.yield(inner.current() + 1);
                        }
                    } finally {
                        await(inner.aclose());
                    }
                });
            }
            var top = chain;
            Coroutine<Integer> root = coroutine(() -> {
                await(top.advance());
                int first = top.current();
                await(top.aclose());
                return first;
            });
            assertThat(root.send(null)).isEqualTo("cleanup");
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(DEPTH);
            assertThat(leaf.state()).isEqualTo(CLOSED);
            assertThat(top.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    /** Each raises what it got into the next one, down to the leaf, and what that answers comes up. */
    @OnBothStacks
    void each_raises_into_the_next_one(long stack) throws Exception {
        inThread(stack, () -> {
            AsyncGenerator<Integer, Void> chain = asyncGenerator(g -> {
                try {
                    g.yield(0);
                } catch (ArithmeticException e) {
                    suspend("caught");
                    g.yield(7);
                }
            });
            for (int i = 0; i < DEPTH; i++) {
                var inner = chain;
                chain = asyncGenerator(g -> {
                    try {
                        g.yield(await(inner.anext()));
                    } catch (ArithmeticException e) {
                        g.yield(await(inner.araise(e)) + 1);
                    }
                });
            }
            var top = chain;
            Coroutine<Integer> root = coroutine(() -> {
                await(top.anext());
                return await(top.araise(new ArithmeticException()));
            });
            assertThat(root.send(null)).isEqualTo("caught");
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(DEPTH + 7);
            return null;
        });
    }

    /** A body that runs, resumes and closes a million awaits below it. */
    @OnBothStacks
    void a_generator_awaits_a_deep_chain(long stack) throws Exception {
        inThread(stack, () -> {
            int million = 1_000_000;
            AsyncGenerator<Integer, Void> g = asyncGenerator(y -> {
                y.yield(await(deep(million, coroutine(() -> 1))));
                y.yield(await(deep(million, coroutine(() -> (Integer) suspend("leaf")))));
                y.yield(await(deep(million, coroutine(() -> (Integer) suspend("leaf")))));
            });
            Coroutine<Void> loop = g.forEach(item -> suspend(item));
            assertThat(loop.send(null)).isEqualTo(million + 1);
            assertThat(loop.send(null)).isEqualTo("leaf");
            assertThat(loop.send(5)).isEqualTo(million + 5);
            assertThat(loop.send(null)).isEqualTo("leaf");
            loop.close();
            assertThat(g.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    private static Coroutine<Integer> deep(int depth, Coroutine<Integer> leaf) {
        Coroutine<Integer> chain = leaf;
        for (int i = 0; i < depth; i++) {
            Coroutine<Integer> inner = chain;
            chain = coroutine(() -> await(inner) + 1);
        }
        return chain;
    }
}
